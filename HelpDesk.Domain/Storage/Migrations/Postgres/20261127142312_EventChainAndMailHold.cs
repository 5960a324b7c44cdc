using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Postgres
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
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Hash",
                table: "TicketEvents",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "KeptAt",
                table: "KeptFiles",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.CreateTable(
                name: "MailHold",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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

            migrationBuilder.DropColumn(
                name: "KeptAt",
                table: "KeptFiles");
        }
    }
}
