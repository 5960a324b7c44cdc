using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProposalsAndTrials : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ApprovedBy",
                table: "WorkflowVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "TrialTeam",
                table: "WorkflowVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PublicationProposals",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Acknowledged = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Way = table.Column<int>(type: "INTEGER", nullable: false),
                    States = table.Column<string>(type: "TEXT", nullable: false),
                    TrialTeam = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    DeclinedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    Why = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationProposals", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "PublicationRules",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NeedsSecond = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationRules", x => x.Workflow);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicationProposals");

            migrationBuilder.DropTable(
                name: "PublicationRules");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "WorkflowVersions");

            migrationBuilder.DropColumn(
                name: "TrialTeam",
                table: "WorkflowVersions");
        }
    }
}
