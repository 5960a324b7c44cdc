using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventChainAndMailHold : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "LastHash",
                table: "Tickets",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "TicketEvents",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MailHold",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailHold", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Unchained",
                table: "Tickets",
                column: "CreatedAt",
                filter: "\"LastHash\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MailHold");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Unchained",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "LastHash",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "TicketEvents");
        }
    }
}
