using HelpDesk.Domain.Storage.FullText;
using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence(
                name: "TicketNumbers",
                startValue: 1001L);

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    FriendlyName = table.Column<string>(type: "text", nullable: true),
                    Xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DeskCalendars",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false),
                    Zone = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    HoursText = table.Column<string>(type: "text", nullable: false),
                    HolidaysText = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskCalendars", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "DeskSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    SealedValue = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskSecrets", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "HandledCommands",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HandledCommands", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptFiles",
                columns: table => new
                {
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    KeptAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptFiles", x => x.Sha256);
                });

            migrationBuilder.CreateTable(
                name: "LetterTexts",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Letter = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Language = table.Column<string>(type: "text", maxLength: 16, nullable: false),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "text", maxLength: 10000, nullable: false),
                    Action = table.Column<string>(type: "text", maxLength: 60, nullable: false),
                    ChangedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LetterTexts", x => new { x.Workflow, x.Letter, x.Language });
                });

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

            migrationBuilder.CreateTable(
                name: "MissedDeadlines",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Clock = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MissedDeadlines", x => new { x.TicketId, x.Clock, x.StartedAt });
                });

            migrationBuilder.CreateTable(
                name: "Organisations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    SharesTickets = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Organisations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PublicationProposals",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", maxLength: 2000, nullable: false),
                    Acknowledged = table.Column<string>(type: "text", maxLength: 2000, nullable: true),
                    Way = table.Column<int>(type: "integer", nullable: false),
                    States = table.Column<string>(type: "text", nullable: false),
                    TrialTeam = table.Column<Guid>(type: "uuid", nullable: true),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeclinedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    Why = table.Column<string>(type: "text", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationProposals", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "PublicationRules",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    NeedsSecond = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationRules", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "ScheduledStarts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Times = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ScheduledStarts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SetupCodes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SetupCodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StateLoads",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Tickets = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StateLoads", x => new { x.WorkflowVersionId, x.State });
                });

            migrationBuilder.CreateTable(
                name: "StayTallies",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Buckets = table.Column<string>(type: "text", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false),
                    Longest = table.Column<long>(type: "bigint", nullable: false),
                    Missed = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StayTallies", x => new { x.WorkflowVersionId, x.Day, x.State });
                });

            migrationBuilder.CreateTable(
                name: "StepTallies",
                columns: table => new
                {
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    From = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Step = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    To = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Taken = table.Column<int>(type: "integer", nullable: false),
                    Returns = table.Column<int>(type: "integer", nullable: false),
                    Ratings = table.Column<int>(type: "integer", nullable: false),
                    Stars = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StepTallies", x => new { x.WorkflowVersionId, x.Day, x.From, x.Step, x.To });
                });

            migrationBuilder.CreateTable(
                name: "Teams",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 100, nullable: false),
                    IsPrivate = table.Column<bool>(type: "boolean", nullable: false),
                    IsDefault = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Teams", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UnindexedTickets",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnindexedTickets", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowDrafts",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    BaseVersion = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Current = table.Column<int>(type: "integer", nullable: false),
                    Layout = table.Column<string>(type: "text", nullable: true),
                    ChangedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowDrafts", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowMigrations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Target = table.Column<Guid>(type: "uuid", nullable: false),
                    TargetNumber = table.Column<int>(type: "integer", nullable: false),
                    FirstNumber = table.Column<int>(type: "integer", nullable: false),
                    Undoes = table.Column<Guid>(type: "uuid", nullable: true),
                    Way = table.Column<int>(type: "integer", nullable: false),
                    States = table.Column<string>(type: "text", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StoppedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowMigrations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowOffers",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    InPortal = table.Column<bool>(type: "boolean", nullable: false),
                    AtDesk = table.Column<bool>(type: "boolean", nullable: false),
                    Hint = table.Column<string>(type: "text", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowOffers", x => x.Workflow);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowReplays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Text = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Total = table.Column<int>(type: "integer", nullable: false),
                    Played = table.Column<int>(type: "integer", nullable: false),
                    Next = table.Column<long>(type: "bigint", nullable: false),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    Result = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StoppedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowReplays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowScenarios",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowScenarios", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WorkflowVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    PublishedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", maxLength: 2000, nullable: true),
                    Acknowledged = table.Column<string>(type: "text", maxLength: 2000, nullable: true),
                    Layout = table.Column<string>(type: "text", nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    TrialTeam = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkflowVersions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptChunks",
                columns: table => new
                {
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptChunks", x => new { x.Sha256, x.Number });
                    table.ForeignKey(
                        name: "FK_KeptChunks_KeptFiles_Sha256",
                        column: x => x.Sha256,
                        principalTable: "KeptFiles",
                        principalColumn: "Sha256",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "People",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Roles = table.Column<int>(type: "integer", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uuid", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DisabledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TimeZone = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    Language = table.Column<string>(type: "text", maxLength: 16, nullable: true),
                    UndeliverableSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    UserName = table.Column<string>(type: "text", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "text", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "text", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "text", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    PasswordHash = table.Column<string>(type: "text", nullable: true),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true),
                    PhoneNumber = table.Column<string>(type: "text", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_People", x => x.Id);
                    table.ForeignKey(
                        name: "FK_People_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Mailboxes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", maxLength: 254, nullable: false),
                    NormalizedAddress = table.Column<string>(type: "text", maxLength: 254, nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    TrustedServer = table.Column<string>(type: "text", maxLength: 255, nullable: true),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ContactAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "text", maxLength: 500, nullable: true),
                    FailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    ReadUidValidity = table.Column<long>(type: "bigint", nullable: true),
                    ReadUid = table.Column<long>(type: "bigint", nullable: true),
                    FirstContactAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LeftAlone = table.Column<int>(type: "integer", nullable: false),
                    Lease = table.Column<Guid>(type: "uuid", nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TestMark = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    TestSentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TestSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Line = table.Column<string>(type: "jsonb", nullable: false)
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
                name: "DraftTexts",
                columns: table => new
                {
                    Workflow = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "MigratedTickets",
                columns: table => new
                {
                    MigrationId = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FromVersion = table.Column<Guid>(type: "uuid", nullable: false),
                    FromState = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    ToState = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Obstacles = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MigratedTickets", x => new { x.MigrationId, x.TicketId });
                    table.ForeignKey(
                        name: "FK_MigratedTickets_WorkflowMigrations_MigrationId",
                        column: x => x.MigrationId,
                        principalTable: "WorkflowMigrations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true),
                    ClaimValue = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    ProviderKey = table.Column<string>(type: "text", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_People_UserId",
                        column: x => x.UserId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TeamMembers",
                columns: table => new
                {
                    TeamId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TeamMembers", x => new { x.TeamId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_TeamMembers_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TeamMembers_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    LastHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    Priority = table.Column<string>(type: "text", maxLength: 16, nullable: false),
                    TeamId = table.Column<Guid>(type: "uuid", nullable: false),
                    AssigneeId = table.Column<Guid>(type: "uuid", nullable: true),
                    CustomerId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uuid", nullable: true),
                    FollowUpOf = table.Column<Guid>(type: "uuid", nullable: true),
                    ParentId = table.Column<Guid>(type: "uuid", nullable: true),
                    LinkDepth = table.Column<int>(type: "integer", nullable: false),
                    IsHidden = table.Column<bool>(type: "boolean", nullable: false),
                    MailboxId = table.Column<Guid>(type: "uuid", nullable: true),
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Phase = table.Column<int>(type: "integer", nullable: false),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    EnteredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    Reopenings = table.Column<int>(type: "integer", nullable: false),
                    Satisfaction = table.Column<int>(type: "integer", nullable: true),
                    OverdueSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastCustomerMessageAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastAgentMessageAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Clocks = table.Column<string>(type: "text", nullable: false),
                    ClockDueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Excerpt = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSequence = table.Column<int>(type: "integer", nullable: false),
                    CountedSequence = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    SpamSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Tickets_People_AssigneeId",
                        column: x => x.AssigneeId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Tickets_People_CustomerId",
                        column: x => x.CustomerId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Tickets_Teams_TeamId",
                        column: x => x.TeamId,
                        principalTable: "Teams",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Tickets_WorkflowVersions_WorkflowVersionId",
                        column: x => x.WorkflowVersionId,
                        principalTable: "WorkflowVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    MailboxId = table.Column<Guid>(type: "uuid", nullable: false),
                    UidValidity = table.Column<long>(type: "bigint", nullable: true),
                    Uid = table.Column<long>(type: "bigint", nullable: true),
                    RawSha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    RawSize = table.Column<long>(type: "bigint", nullable: false),
                    ContentHash = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Fate = table.Column<int>(type: "integer", nullable: false),
                    Because = table.Column<string>(type: "text", maxLength: 500, nullable: true),
                    IsVerified = table.Column<bool>(type: "boolean", nullable: false),
                    FromAddress = table.Column<string>(type: "text", maxLength: 320, nullable: false),
                    FromName = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Copies = table.Column<string>(type: "text", maxLength: 1000, nullable: true),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: true),
                    Message = table.Column<Guid>(type: "uuid", nullable: true),
                    ReportsOn = table.Column<Guid>(type: "uuid", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IsFlagged = table.Column<bool>(type: "boolean", nullable: false),
                    MailMessageId = table.Column<string>(type: "text", maxLength: 255, nullable: true)
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

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: true),
                    FromCustomer = table.Column<bool>(type: "boolean", nullable: false),
                    IsInternal = table.Column<bool>(type: "boolean", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Mail = table.Column<Guid>(type: "uuid", nullable: true),
                    IsUnverified = table.Column<bool>(type: "boolean", nullable: false),
                    IsWithdrawn = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Messages_People_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Messages_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Letter = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    ToPersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    ToName = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    ToAddress = table.Column<string>(type: "text", maxLength: 320, nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: true),
                    Sequence = table.Column<int>(type: "integer", nullable: true),
                    Message = table.Column<Guid>(type: "uuid", nullable: true),
                    Approval = table.Column<Guid>(type: "uuid", nullable: true),
                    SealedToken = table.Column<string>(type: "text", nullable: true),
                    Fate = table.Column<int>(type: "integer", nullable: false),
                    Rank = table.Column<int>(type: "integer", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "text", maxLength: 500, nullable: true),
                    Lease = table.Column<Guid>(type: "uuid", nullable: true),
                    LeasedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Subject = table.Column<string>(type: "text", nullable: true),
                    Text = table.Column<string>(type: "text", nullable: true),
                    Html = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Outbox_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Surveys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    TokenHash = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Score = table.Column<int>(type: "integer", nullable: true),
                    Comment = table.Column<string>(type: "text", maxLength: 2000, nullable: true),
                    AskedAtReopenings = table.Column<int>(type: "integer", nullable: false),
                    AnsweredAtReopenings = table.Column<int>(type: "integer", nullable: true),
                    AnsweredTokenHash = table.Column<string>(type: "text", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Surveys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Surveys_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TicketApprovals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<int>(type: "integer", nullable: false),
                    Needs = table.Column<int>(type: "integer", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AskedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
                name: "TicketEvents",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: true),
                    As = table.Column<int>(type: "integer", nullable: false),
                    Command = table.Column<Guid>(type: "uuid", nullable: false),
                    WorkflowVersionId = table.Column<Guid>(type: "uuid", nullable: false),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Step = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    From = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    To = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    Timer = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    Occurrence = table.Column<int>(type: "integer", nullable: true),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Message = table.Column<Guid>(type: "uuid", nullable: true),
                    Mail = table.Column<Guid>(type: "uuid", nullable: true),
                    Score = table.Column<int>(type: "integer", nullable: true),
                    Subject = table.Column<string>(type: "text", maxLength: 200, nullable: true),
                    Granted = table.Column<bool>(type: "boolean", nullable: true),
                    Linked = table.Column<Guid>(type: "uuid", nullable: true),
                    Person = table.Column<Guid>(type: "uuid", nullable: true),
                    Changes = table.Column<string>(type: "text", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketEvents", x => new { x.TicketId, x.Sequence });
                    table.ForeignKey(
                        name: "FK_TicketEvents_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "TicketFollowers",
                columns: table => new
                {
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    AddedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
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
                name: "TicketTimers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    Entry = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", maxLength: 64, nullable: false),
                    Occurrence = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PostponedTo = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Fate = table.Column<int>(type: "integer", nullable: false),
                    DoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketTimers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TicketTimers_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Attachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TicketId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", maxLength: 255, nullable: false),
                    ContentType = table.Column<string>(type: "text", maxLength: 200, nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "text", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attachments_Messages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Attachments_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Approvers",
                columns: table => new
                {
                    ApprovalId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    TokenHash = table.Column<string>(type: "text", maxLength: 64, nullable: true),
                    Granted = table.Column<bool>(type: "boolean", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Comment = table.Column<string>(type: "text", maxLength: 2000, nullable: true)
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
                name: "IX_Approvers_PersonId",
                table: "Approvers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Approvers_TokenHash",
                table: "Approvers",
                column: "TokenHash");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_MessageId",
                table: "Attachments",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_Sha256",
                table: "Attachments",
                column: "Sha256");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_TicketId",
                table: "Attachments",
                column: "TicketId");

            migrationBuilder.CreateIndex(
                name: "IX_HandledCommands_At",
                table: "HandledCommands",
                column: "At");

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
                name: "IX_Messages_AuthorId",
                table: "Messages",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_TicketId_Sequence",
                table: "Messages",
                columns: new[] { "TicketId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MigratedTickets_MigrationId_Number",
                table: "MigratedTickets",
                columns: new[] { "MigrationId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_MissedDeadlines_WorkflowVersionId_State_DueAt",
                table: "MissedDeadlines",
                columns: new[] { "WorkflowVersionId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_Name",
                table: "Organisations",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_CreatedAt_Id",
                table: "Outbox",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Fate_DueAt_Id",
                table: "Outbox",
                columns: new[] { "Fate", "DueAt", "Id" });

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
                name: "IX_Outbox_TicketId_Sequence",
                table: "Outbox",
                columns: new[] { "TicketId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_ToPersonId_CreatedAt",
                table: "Outbox",
                columns: new[] { "ToPersonId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "People",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_People_Agents",
                table: "People",
                column: "Name",
                filter: "\"DisabledAt\" IS NULL AND \"Roles\" & 2 <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_People_Name_Id",
                table: "People",
                columns: new[] { "Name", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_People_OrganisationId",
                table: "People",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "People",
                column: "NormalizedUserName",
                unique: true);

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
                name: "IX_Surveys_AnsweredAt_Id",
                table: "Surveys",
                columns: new[] { "AnsweredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Surveys_AnsweredTokenHash",
                table: "Surveys",
                column: "AnsweredTokenHash");

            migrationBuilder.CreateIndex(
                name: "IX_Surveys_TicketId_Key",
                table: "Surveys",
                columns: new[] { "TicketId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Surveys_TokenHash",
                table: "Surveys",
                column: "TokenHash");

            migrationBuilder.CreateIndex(
                name: "IX_TeamMembers_PersonId",
                table: "TeamMembers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Teams_Name",
                table: "Teams",
                column: "Name",
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

            migrationBuilder.CreateIndex(
                name: "IX_TicketEvents_WorkflowVersionId_Step_At",
                table: "TicketEvents",
                columns: new[] { "WorkflowVersionId", "Step", "At" },
                filter: "\"Step\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TicketFollowers_PersonId",
                table: "TicketFollowers",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets",
                columns: new[] { "AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince", "TeamId" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ClockDueAt",
                table: "Tickets",
                column: "ClockDueAt",
                filter: "\"ClockDueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_CreatedAt",
                table: "Tickets",
                column: "CreatedAt",
                filter: "\"LastSequence\" > \"CountedSequence\"");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_CustomerId_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "CustomerId", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_FollowUpOf",
                table: "Tickets",
                column: "FollowUpOf",
                filter: "\"FollowUpOf\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Number",
                table: "Tickets",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_OrganisationId_ChangedAt_Number_SpamSince",
                table: "Tickets",
                columns: new[] { "OrganisationId", "ChangedAt", "Number", "SpamSince" },
                filter: "\"SpamSince\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_OverdueSince",
                table: "Tickets",
                column: "OverdueSince",
                filter: "\"OverdueSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_ParentId",
                table: "Tickets",
                column: "ParentId",
                filter: "\"ParentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Phase_ChangedAt_Number_SpamSince_TeamId",
                table: "Tickets",
                columns: new[] { "Phase", "ChangedAt", "Number", "SpamSince", "TeamId" },
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
                name: "IX_Tickets_WorkflowVersionId_State_EnteredAt",
                table: "Tickets",
                columns: new[] { "WorkflowVersionId", "State", "EnteredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketTimers_Fate_DueAt_Id",
                table: "TicketTimers",
                columns: new[] { "Fate", "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketTimers_TicketId_Entry_Fate_DueAt",
                table: "TicketTimers",
                columns: new[] { "TicketId", "Entry", "Fate", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TicketTimers_TicketId_Entry_Key_Occurrence",
                table: "TicketTimers",
                columns: new[] { "TicketId", "Entry", "Key", "Occurrence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowMigrations_At",
                table: "WorkflowMigrations",
                column: "At",
                filter: "\"FinishedAt\" IS NULL AND \"StoppedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowMigrations_Undoes",
                table: "WorkflowMigrations",
                column: "Undoes",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowMigrations_Workflow_TargetNumber",
                table: "WorkflowMigrations",
                columns: new[] { "Workflow", "TargetNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowReplays_At",
                table: "WorkflowReplays",
                column: "At",
                filter: "\"FinishedAt\" IS NULL AND \"StoppedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowReplays_Workflow",
                table: "WorkflowReplays",
                column: "Workflow",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowScenarios_Workflow_Name",
                table: "WorkflowScenarios",
                columns: new[] { "Workflow", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkflowVersions_Workflow_Number",
                table: "WorkflowVersions",
                columns: new[] { "Workflow", "Number" },
                unique: true);

            migrationBuilder.CreateSearchTables();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropSearchTables();

            migrationBuilder.DropTable(
                name: "Approvers");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "Attachments");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "DeskCalendars");

            migrationBuilder.DropTable(
                name: "DeskSecrets");

            migrationBuilder.DropTable(
                name: "DraftTexts");

            migrationBuilder.DropTable(
                name: "HandledCommands");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "KeptChunks");

            migrationBuilder.DropTable(
                name: "LetterTexts");

            migrationBuilder.DropTable(
                name: "MailHold");

            migrationBuilder.DropTable(
                name: "MigratedTickets");

            migrationBuilder.DropTable(
                name: "MissedDeadlines");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "PublicationProposals");

            migrationBuilder.DropTable(
                name: "PublicationRules");

            migrationBuilder.DropTable(
                name: "ScheduledStarts");

            migrationBuilder.DropTable(
                name: "SetupCodes");

            migrationBuilder.DropTable(
                name: "StateLoads");

            migrationBuilder.DropTable(
                name: "StayTallies");

            migrationBuilder.DropTable(
                name: "StepTallies");

            migrationBuilder.DropTable(
                name: "Surveys");

            migrationBuilder.DropTable(
                name: "TeamMembers");

            migrationBuilder.DropTable(
                name: "TicketEvents");

            migrationBuilder.DropTable(
                name: "TicketFollowers");

            migrationBuilder.DropTable(
                name: "TicketTimers");

            migrationBuilder.DropTable(
                name: "UnindexedTickets");

            migrationBuilder.DropTable(
                name: "WorkflowOffers");

            migrationBuilder.DropTable(
                name: "WorkflowReplays");

            migrationBuilder.DropTable(
                name: "WorkflowScenarios");

            migrationBuilder.DropTable(
                name: "TicketApprovals");

            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "WorkflowDrafts");

            migrationBuilder.DropTable(
                name: "Mailboxes");

            migrationBuilder.DropTable(
                name: "KeptFiles");

            migrationBuilder.DropTable(
                name: "WorkflowMigrations");

            migrationBuilder.DropTable(
                name: "Tickets");

            migrationBuilder.DropTable(
                name: "People");

            migrationBuilder.DropTable(
                name: "Teams");

            migrationBuilder.DropTable(
                name: "WorkflowVersions");

            migrationBuilder.DropTable(
                name: "Organisations");

            migrationBuilder.DropSequence(
                name: "TicketNumbers");
        }
    }
}
