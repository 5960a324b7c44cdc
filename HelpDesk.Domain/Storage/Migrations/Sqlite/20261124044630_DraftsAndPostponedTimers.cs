using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DraftsAndPostponedTimers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Acknowledged",
                table: "WorkflowVersions",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "WorkflowVersions",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PostponedTo",
                table: "TicketTimers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DueAt",
                table: "TicketEvents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "WorkflowDrafts",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    BaseVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Current = table.Column<int>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowDrafts", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "DraftTexts",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DraftTexts", x => new { x.Workflow, x.Number });
                    table.ForeignKey(
                        name: "FK_DraftTexts_WorkflowDrafts_Workflow",
                        column: x => x.Workflow,
                        principalTable: "WorkflowDrafts",
                        principalColumn: "Workflow",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DraftTexts");

            migrationBuilder.DropTable(
                name: "WorkflowDrafts");

            migrationBuilder.DropColumn(
                name: "Acknowledged",
                table: "WorkflowVersions");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "WorkflowVersions");

            migrationBuilder.DropColumn(
                name: "PostponedTo",
                table: "TicketTimers");

            migrationBuilder.DropColumn(
                name: "DueAt",
                table: "TicketEvents");
        }
    }
}
