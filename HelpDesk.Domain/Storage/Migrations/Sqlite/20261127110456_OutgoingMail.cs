using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OutgoingMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "TicketEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Rank",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsWithdrawn",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "TicketFollowers",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AddedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketFollowers", x => new { x.TicketId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_TicketFollowers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_TicketFollowers_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Message",
                table: "Outbox",
                column: "Message",
                filter: "\"Message\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Rank_DueAt_Id",
                table: "Outbox",
                columns: new[] { "Rank", "DueAt", "Id" },
                filter: "\"Fate\" IN (0, 1)");

            migrationBuilder.CreateIndex(
                name: "IX_TicketFollowers_PersonId",
                table: "TicketFollowers",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TicketFollowers");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Message",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Rank_DueAt_Id",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "IsWithdrawn",
                table: "Messages");
        }
    }
}
