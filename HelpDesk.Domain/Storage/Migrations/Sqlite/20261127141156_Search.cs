using HelpDesk.Domain.Storage.FullText;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateSearchTables();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropSearchTables();

            migrationBuilder.DropTable(
                name: "UnindexedTickets");
        }
    }
}
