using HelpDesk.Domain.Storage.FullText;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepingAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets");

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

            migrationBuilder.CreateIndex(
                name: "IX_TicketTimers_TicketId_Entry_Fate_DueAt",
                table: "TicketTimers",
                columns: new[] { "TicketId", "Entry", "Fate", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets",
                columns: new[] { "AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince", "TeamId" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets",
                columns: new[] { "Phase", "ChangedAt", "Number", "SpamSince", "TeamId" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Unchained",
                table: "Tickets",
                column: "CreatedAt",
                filter: "\"LastHash\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Unresolved",
                table: "Tickets",
                columns: new[] { "ChangedAt", "Number", "TeamId", "AssigneeId", "Phase", "SpamSince" },
                filter: "\"SpamSince\" IS NULL AND \"Phase\" < 4");

            migrationBuilder.CreateIndex(
                name: "IX_People_Agents",
                table: "People",
                column: "Name",
                filter: "\"DisabledAt\" IS NULL AND \"Roles\" & 2 <> 0");

            migrationBuilder.CreateSearchTables();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropSearchTables();

            migrationBuilder.DropTable(
                name: "MailHold");

            migrationBuilder.DropTable(
                name: "UnindexedTickets");

            migrationBuilder.DropIndex(
                name: "IX_TicketTimers_TicketId_Entry_Fate_DueAt",
                table: "TicketTimers");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Unchained",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Unresolved",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_People_Agents",
                table: "People");

            migrationBuilder.DropColumn(
                name: "LastHash",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "Hash",
                table: "TicketEvents");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "Phase", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");
        }
    }
}
