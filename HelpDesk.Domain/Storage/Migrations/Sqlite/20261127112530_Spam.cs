using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Spam : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_CustomerId_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_OrganisationId_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_State_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TeamId_Phase_ChangedAt_Number",
                table: "Tickets");

            migrationBuilder.AddColumn<long>(
                name: "SpamSince",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_CustomerId_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "CustomerId", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_OrganisationId_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "OrganisationId", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "Phase", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Spam",
                table: "Tickets",
                columns: new[] { "ChangedAt", "Number" },
                filter: "\"SpamSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_State_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "State", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_TeamId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "TeamId", "Phase", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_CustomerId_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_OrganisationId_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_Spam",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_State_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_TeamId_Phase_ChangedAt_Number_SpamSince",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "SpamSince",
                table: "Tickets");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "AssigneeId", "Phase", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_CustomerId_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "CustomerId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_OrganisationId_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "OrganisationId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "Phase", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_State_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "State", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_TeamId_Phase_ChangedAt_Number",
                table: "Tickets",
                columns: new[] { "TeamId", "Phase", "ChangedAt", "Number" });
        }
    }
}
