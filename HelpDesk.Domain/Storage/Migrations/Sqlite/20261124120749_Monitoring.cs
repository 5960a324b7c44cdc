using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Monitoring : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Tickets_WorkflowVersionId_State",
                table: "Tickets");

            migrationBuilder.AddColumn<int>(
                name: "CountedSequence",
                table: "Tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "MissedDeadlines",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Clock = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WorkflowVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MissedDeadlines", x => new { x.TicketId, x.Clock, x.StartedAt });
                });

            migrationBuilder.CreateTable(
                name: "StateLoads",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StateLoads", x => new { x.WorkflowVersionId, x.State });
                });

            migrationBuilder.CreateTable(
                name: "StayTallies",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Buckets = table.Column<string>(type: "TEXT", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Longest = table.Column<long>(type: "INTEGER", nullable: false),
                    Missed = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StayTallies", x => new { x.WorkflowVersionId, x.Day, x.State });
                });

            migrationBuilder.CreateTable(
                name: "StepTallies",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Step = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Taken = table.Column<int>(type: "INTEGER", nullable: false),
                    Returns = table.Column<int>(type: "INTEGER", nullable: false),
                    Ratings = table.Column<int>(type: "INTEGER", nullable: false),
                    Stars = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepTallies", x => new { x.WorkflowVersionId, x.Day, x.From, x.Step, x.To });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_CreatedAt",
                table: "Tickets",
                column: "CreatedAt",
                filter: "\"LastSequence\" > \"CountedSequence\"");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_WorkflowVersionId_State_EnteredAt",
                table: "Tickets",
                columns: new[] { "WorkflowVersionId", "State", "EnteredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketEvents_WorkflowVersionId_Step_At",
                table: "TicketEvents",
                columns: new[] { "WorkflowVersionId", "Step", "At" },
                filter: "\"Step\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MissedDeadlines_WorkflowVersionId_State_DueAt",
                table: "MissedDeadlines",
                columns: new[] { "WorkflowVersionId", "State", "DueAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MissedDeadlines");

            migrationBuilder.DropTable(
                name: "StateLoads");

            migrationBuilder.DropTable(
                name: "StayTallies");

            migrationBuilder.DropTable(
                name: "StepTallies");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_CreatedAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_Tickets_WorkflowVersionId_State_EnteredAt",
                table: "Tickets");

            migrationBuilder.DropIndex(
                name: "IX_TicketEvents_WorkflowVersionId_Step_At",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "CountedSequence",
                table: "Tickets");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_WorkflowVersionId_State",
                table: "Tickets",
                columns: new[] { "WorkflowVersionId", "State" });
        }
    }
}
