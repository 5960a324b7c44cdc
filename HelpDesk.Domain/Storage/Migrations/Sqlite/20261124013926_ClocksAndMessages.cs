using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClocksAndMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClockDueAt",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Clocks",
                table: "Tickets",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "LastAgentMessageAt",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastCustomerMessageAt",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ClockDueAt",
                table: "Tickets",
                column: "ClockDueAt",
                filter: "\"ClockDueAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_ClockDueAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "ClockDueAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "Clocks",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "LastAgentMessageAt",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "LastCustomerMessageAt",
                table: "Tickets");
        }
    }
}
