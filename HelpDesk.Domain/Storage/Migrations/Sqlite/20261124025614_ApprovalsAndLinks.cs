using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApprovalsAndLinks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsHidden",
                table: "Tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LinkDepth",
                table: "Tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "ParentId",
                table: "Tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Granted",
                table: "TicketEvents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Linked",
                table: "TicketEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Subject",
                table: "TicketEvents",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Approval",
                table: "Outbox",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ScheduledStarts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Workflow = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Times = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScheduledStarts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TicketApprovals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<int>(type: "INTEGER", nullable: false),
                    Needs = table.Column<int>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketApprovals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketApprovals_People_AskedBy",
                        column: x => x.AskedBy,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TicketApprovals_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Approvers",
                columns: table => new
                {
                    ApprovalId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Granted = table.Column<bool>(type: "INTEGER", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Comment = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Approvers", x => new { x.ApprovalId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_Approvers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Approvers_TicketApprovals_ApprovalId",
                        column: x => x.ApprovalId,
                        principalTable: "TicketApprovals",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ParentId",
                table: "Tickets",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Approvers_PersonId",
                table: "Approvers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Approvers_TokenHash",
                table: "Approvers",
                column: "TokenHash");

            migrationBuilder.CreateIndex(
                name: "IX_ScheduledStarts_DueAt_Id",
                table: "ScheduledStarts",
                columns: new[] { "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ScheduledStarts_Workflow_Times",
                table: "ScheduledStarts",
                columns: new[] { "Workflow", "Times" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TicketApprovals_AskedBy",
                table: "TicketApprovals",
                column: "AskedBy");

            migrationBuilder.CreateIndex(
                name: "IX_TicketApprovals_Status_DueAt",
                table: "TicketApprovals",
                columns: new[] { "Status", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketApprovals_TicketId_Key_Round",
                table: "TicketApprovals",
                columns: new[] { "TicketId", "Key", "Round" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Approvers");

            migrationBuilder.DropTable(
                name: "ScheduledStarts");

            migrationBuilder.DropTable(
                name: "TicketApprovals");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_ParentId",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "IsHidden",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "LinkDepth",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "Granted",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "Linked",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "Subject",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "Approval",
                table: "Outbox");
        }
    }
}
