using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mailroom : Migration
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

            migrationBuilder.AddColumn<Guid>(
                name: "MailboxId",
                table: "Tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SpamSince",
                table: "Tickets",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Mail",
                table: "TicketEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "TicketEvents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UndeliverableSince",
                table: "People",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Rank",
                table: "Outbox",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsUnverified",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsWithdrawn",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "Mail",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeskSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SealedValue = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskSecrets", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Mailboxes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    NormalizedAddress = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    TeamId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TrustedServer = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ContactAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    FailingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadUidValidity = table.Column<long>(type: "INTEGER", nullable: true),
                    ReadUid = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstContactAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LeftAlone = table.Column<int>(type: "INTEGER", nullable: false),
                    Lease = table.Column<Guid>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    TestMark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TestSentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    TestSeenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Line = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailboxes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Mailboxes_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

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

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MailboxId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UidValidity = table.Column<long>(type: "INTEGER", nullable: true),
                    Uid = table.Column<long>(type: "INTEGER", nullable: true),
                    RawSha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RawSize = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Fate = table.Column<int>(type: "INTEGER", nullable: false),
                    Because = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    IsVerified = table.Column<bool>(type: "INTEGER", nullable: false),
                    FromAddress = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    FromName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Copies = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    TicketId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Message = table.Column<Guid>(type: "TEXT", nullable: true),
                    ReportsOn = table.Column<Guid>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsFlagged = table.Column<bool>(type: "INTEGER", nullable: false),
                    MailMessageId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Inbox_Mailboxes_MailboxId",
                        column: x => x.MailboxId,
                        principalTable: "Mailboxes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Inbox_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id");
                });

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
                name: "IX_Outbox_ToPersonId_CreatedAt",
                table: "Outbox",
                columns: new[] { "ToPersonId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_ContentHash",
                table: "Inbox",
                column: "ContentHash");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_Fate_DueAt_Id",
                table: "Inbox",
                columns: new[] { "Fate", "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_Fate_ReceivedAt_Id",
                table: "Inbox",
                columns: new[] { "Fate", "ReceivedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_FromAddress_ReceivedAt",
                table: "Inbox",
                columns: new[] { "FromAddress", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_MailboxId_ContentHash",
                table: "Inbox",
                columns: new[] { "MailboxId", "ContentHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_MailboxId_ReceivedAt",
                table: "Inbox",
                columns: new[] { "MailboxId", "ReceivedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_MailboxId_UidValidity_Uid",
                table: "Inbox",
                columns: new[] { "MailboxId", "UidValidity", "Uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_ReportsOn",
                table: "Inbox",
                column: "ReportsOn",
                filter: "\"ReportsOn\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_TicketId",
                table: "Inbox",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_Mailboxes_NormalizedAddress",
                table: "Mailboxes",
                column: "NormalizedAddress",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Mailboxes_TeamId",
                table: "Mailboxes",
                column: "TeamId");

            migrationBuilder.CreateIndex(
                name: "IX_TicketFollowers_PersonId",
                table: "TicketFollowers",
                column: "PersonId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskSecrets");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "TicketFollowers");

            migrationBuilder.DropTable(
                name: "Mailboxes");

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

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Message",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_Rank_DueAt_Id",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_ToPersonId_CreatedAt",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "MailboxId",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "SpamSince",
                table: "Tickets");

            migrationBuilder.DropColumn(
                name: "Mail",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "TicketEvents");

            migrationBuilder.DropColumn(
                name: "UndeliverableSince",
                table: "People");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "IsUnverified",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "IsWithdrawn",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Mail",
                table: "Messages");

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
