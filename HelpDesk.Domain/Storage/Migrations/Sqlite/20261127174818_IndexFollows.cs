using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IndexFollows : Migration
    {
        // Those that wait are few, or wait anew after a rebuild: the table is made anew with them in it.
        private const string Keep = """INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "WaitingTickets" ORDER BY "Number";""";

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "UnindexedTickets", newName: "WaitingTickets");
            migrationBuilder.CreateTable(
                name: "UnindexedTickets",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnindexedTickets", x => x.Id);
                });
            migrationBuilder.Sql(Keep);
            migrationBuilder.DropTable(name: "WaitingTickets");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "UnindexedTickets");
            migrationBuilder.CreateTable(
                name: "UnindexedTickets",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnindexedTickets", x => x.Number);
                });
        }
    }
}
