CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "HandledCommands" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_HandledCommands" PRIMARY KEY,
    "By" TEXT NULL,
    "Number" INTEGER NOT NULL,
    "At" INTEGER NOT NULL
);

CREATE TABLE "Organisations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Organisations" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "SharesTickets" INTEGER NOT NULL
);

CREATE TABLE "SetupCodes" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_SetupCodes" PRIMARY KEY,
    "Hash" TEXT NOT NULL,
    "MadeAt" INTEGER NOT NULL
);

CREATE TABLE "Teams" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Teams" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "IsPrivate" INTEGER NOT NULL,
    "IsDefault" INTEGER NOT NULL
);

CREATE TABLE "WorkflowVersions" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_WorkflowVersions" PRIMARY KEY,
    "Workflow" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Json" TEXT NOT NULL,
    "Sha256" TEXT NOT NULL,
    "PublishedBy" TEXT NULL,
    "PublishedAt" INTEGER NOT NULL
);

CREATE TABLE "People" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_People" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Roles" INTEGER NOT NULL,
    "OrganisationId" TEXT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "DisabledAt" INTEGER NULL,
    "TimeZone" TEXT NULL,
    "Language" TEXT NULL,
    "UserName" TEXT NULL,
    "NormalizedUserName" TEXT NULL,
    "Email" TEXT NULL,
    "NormalizedEmail" TEXT NULL,
    "EmailConfirmed" INTEGER NOT NULL,
    "PasswordHash" TEXT NULL,
    "SecurityStamp" TEXT NULL,
    "ConcurrencyStamp" TEXT NULL,
    "PhoneNumber" TEXT NULL,
    "PhoneNumberConfirmed" INTEGER NOT NULL,
    "TwoFactorEnabled" INTEGER NOT NULL,
    "LockoutEnd" INTEGER NULL,
    "LockoutEnabled" INTEGER NOT NULL,
    "AccessFailedCount" INTEGER NOT NULL,
    CONSTRAINT "FK_People_Organisations_OrganisationId" FOREIGN KEY ("OrganisationId") REFERENCES "Organisations" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "AspNetUserClaims" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_AspNetUserClaims" PRIMARY KEY AUTOINCREMENT,
    "UserId" TEXT NOT NULL,
    "ClaimType" TEXT NULL,
    "ClaimValue" TEXT NULL,
    CONSTRAINT "FK_AspNetUserClaims_People_UserId" FOREIGN KEY ("UserId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserLogins" (
    "LoginProvider" TEXT NOT NULL,
    "ProviderKey" TEXT NOT NULL,
    "ProviderDisplayName" TEXT NULL,
    "UserId" TEXT NOT NULL,
    CONSTRAINT "PK_AspNetUserLogins" PRIMARY KEY ("LoginProvider", "ProviderKey"),
    CONSTRAINT "FK_AspNetUserLogins_People_UserId" FOREIGN KEY ("UserId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "AspNetUserTokens" (
    "UserId" TEXT NOT NULL,
    "LoginProvider" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NULL,
    CONSTRAINT "PK_AspNetUserTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name"),
    CONSTRAINT "FK_AspNetUserTokens_People_UserId" FOREIGN KEY ("UserId") REFERENCES "People" ("Id") ON DELETE CASCADE
);

CREATE TABLE "TeamMembers" (
    "TeamId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    CONSTRAINT "PK_TeamMembers" PRIMARY KEY ("TeamId", "PersonId"),
    CONSTRAINT "FK_TeamMembers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_TeamMembers_Teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "Teams" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Tickets" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Tickets" PRIMARY KEY,
    "Number" INTEGER NOT NULL,
    "Subject" TEXT NOT NULL,
    "Channel" INTEGER NOT NULL,
    "Priority" TEXT NOT NULL,
    "TeamId" TEXT NOT NULL,
    "AssigneeId" TEXT NULL,
    "CustomerId" TEXT NOT NULL,
    "OrganisationId" TEXT NULL,
    "FollowUpOf" TEXT NULL,
    "WorkflowVersionId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Phase" INTEGER NOT NULL,
    "Entry" INTEGER NOT NULL,
    "EnteredAt" INTEGER NOT NULL,
    "Fields" TEXT NOT NULL,
    "Reopenings" INTEGER NOT NULL,
    "Satisfaction" INTEGER NULL,
    "OverdueSince" INTEGER NULL,
    "Excerpt" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ChangedAt" INTEGER NOT NULL,
    "LastSequence" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    CONSTRAINT "FK_Tickets_People_AssigneeId" FOREIGN KEY ("AssigneeId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Tickets_People_CustomerId" FOREIGN KEY ("CustomerId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Tickets_Teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "Teams" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Tickets_WorkflowVersions_WorkflowVersionId" FOREIGN KEY ("WorkflowVersionId") REFERENCES "WorkflowVersions" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "Messages" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Messages" PRIMARY KEY,
    "TicketId" TEXT NOT NULL,
    "Sequence" INTEGER NOT NULL,
    "AuthorId" TEXT NULL,
    "FromCustomer" INTEGER NOT NULL,
    "IsInternal" INTEGER NOT NULL,
    "Body" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "FK_Messages_People_AuthorId" FOREIGN KEY ("AuthorId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Messages_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Outbox" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Outbox" PRIMARY KEY,
    "Letter" TEXT NOT NULL,
    "ToPersonId" TEXT NOT NULL,
    "ToName" TEXT NOT NULL,
    "ToAddress" TEXT NOT NULL,
    "TicketId" TEXT NULL,
    "Sequence" INTEGER NULL,
    "Message" TEXT NULL,
    "SealedToken" TEXT NULL,
    "Fate" INTEGER NOT NULL,
    "Attempts" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "SentAt" INTEGER NULL,
    "LastError" TEXT NULL,
    "Lease" TEXT NULL,
    "LeasedUntil" INTEGER NULL,
    "Subject" TEXT NULL,
    "Text" TEXT NULL,
    "Html" TEXT NULL,
    CONSTRAINT "FK_Outbox_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id")
);

CREATE TABLE "Surveys" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Surveys" PRIMARY KEY,
    "TicketId" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "TokenHash" TEXT NULL,
    "AskedAt" INTEGER NOT NULL,
    "AnsweredAt" INTEGER NULL,
    "Score" INTEGER NULL,
    "Comment" TEXT NULL,
    "AskedAtReopenings" INTEGER NOT NULL,
    "AnsweredAtReopenings" INTEGER NULL,
    "AnsweredTokenHash" TEXT NULL,
    CONSTRAINT "FK_Surveys_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "TicketEvents" (
    "TicketId" TEXT NOT NULL,
    "Sequence" INTEGER NOT NULL,
    "Kind" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    "By" TEXT NULL,
    "As" INTEGER NOT NULL,
    "Command" TEXT NOT NULL,
    "WorkflowVersionId" TEXT NOT NULL,
    "Entry" INTEGER NOT NULL,
    "Step" TEXT NULL,
    "From" TEXT NULL,
    "To" TEXT NULL,
    "Timer" TEXT NULL,
    "Occurrence" INTEGER NULL,
    "Message" TEXT NULL,
    "Score" INTEGER NULL,
    "Changes" TEXT NOT NULL,
    CONSTRAINT "PK_TicketEvents" PRIMARY KEY ("TicketId", "Sequence"),
    CONSTRAINT "FK_TicketEvents_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "TicketTimers" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_TicketTimers" PRIMARY KEY,
    "TicketId" TEXT NOT NULL,
    "Entry" INTEGER NOT NULL,
    "Key" TEXT NOT NULL,
    "Occurrence" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "Fate" INTEGER NOT NULL,
    "DoneAt" INTEGER NULL,
    CONSTRAINT "FK_TicketTimers_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Attachments" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Attachments" PRIMARY KEY,
    "TicketId" TEXT NOT NULL,
    "MessageId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "ContentType" TEXT NOT NULL,
    "Size" INTEGER NOT NULL,
    "Sha256" TEXT NOT NULL,
    CONSTRAINT "FK_Attachments_Messages_MessageId" FOREIGN KEY ("MessageId") REFERENCES "Messages" ("Id") ON DELETE CASCADE,
    CONSTRAINT "FK_Attachments_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_AspNetUserClaims_UserId" ON "AspNetUserClaims" ("UserId");

CREATE INDEX "IX_AspNetUserLogins_UserId" ON "AspNetUserLogins" ("UserId");

CREATE INDEX "IX_Attachments_MessageId" ON "Attachments" ("MessageId");

CREATE INDEX "IX_Attachments_Sha256" ON "Attachments" ("Sha256");

CREATE INDEX "IX_Attachments_TicketId" ON "Attachments" ("TicketId");

CREATE INDEX "IX_HandledCommands_At" ON "HandledCommands" ("At");

CREATE INDEX "IX_Messages_AuthorId" ON "Messages" ("AuthorId");

CREATE UNIQUE INDEX "IX_Messages_TicketId_Sequence" ON "Messages" ("TicketId", "Sequence");

CREATE UNIQUE INDEX "IX_Organisations_Name" ON "Organisations" ("Name");

CREATE INDEX "IX_Outbox_CreatedAt_Id" ON "Outbox" ("CreatedAt", "Id");

CREATE INDEX "IX_Outbox_Fate_DueAt_Id" ON "Outbox" ("Fate", "DueAt", "Id");

CREATE INDEX "IX_Outbox_TicketId_Sequence" ON "Outbox" ("TicketId", "Sequence");

CREATE UNIQUE INDEX "EmailIndex" ON "People" ("NormalizedEmail");

CREATE INDEX "IX_People_Name_Id" ON "People" ("Name", "Id");

CREATE INDEX "IX_People_OrganisationId" ON "People" ("OrganisationId");

CREATE UNIQUE INDEX "UserNameIndex" ON "People" ("NormalizedUserName");

CREATE INDEX "IX_Surveys_AnsweredAt_Id" ON "Surveys" ("AnsweredAt", "Id");

CREATE INDEX "IX_Surveys_AnsweredTokenHash" ON "Surveys" ("AnsweredTokenHash");

CREATE UNIQUE INDEX "IX_Surveys_TicketId_Key" ON "Surveys" ("TicketId", "Key");

CREATE INDEX "IX_Surveys_TokenHash" ON "Surveys" ("TokenHash");

CREATE INDEX "IX_TeamMembers_PersonId" ON "TeamMembers" ("PersonId");

CREATE UNIQUE INDEX "IX_Teams_Name" ON "Teams" ("Name");

CREATE INDEX "IX_Tickets_AssigneeId_Phase_ChangedAt_Number" ON "Tickets" ("AssigneeId", "Phase", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_ChangedAt_Number" ON "Tickets" ("ChangedAt", "Number");

CREATE INDEX "IX_Tickets_CustomerId_ChangedAt_Number" ON "Tickets" ("CustomerId", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_FollowUpOf" ON "Tickets" ("FollowUpOf") WHERE "FollowUpOf" IS NOT NULL;

CREATE UNIQUE INDEX "IX_Tickets_Number" ON "Tickets" ("Number");

CREATE INDEX "IX_Tickets_OrganisationId_ChangedAt_Number" ON "Tickets" ("OrganisationId", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_OverdueSince" ON "Tickets" ("OverdueSince") WHERE "OverdueSince" IS NOT NULL;

CREATE INDEX "IX_Tickets_Phase_ChangedAt_Number" ON "Tickets" ("Phase", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_State_ChangedAt_Number" ON "Tickets" ("State", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_TeamId_Phase_ChangedAt_Number" ON "Tickets" ("TeamId", "Phase", "ChangedAt", "Number");

CREATE INDEX "IX_Tickets_WorkflowVersionId_State" ON "Tickets" ("WorkflowVersionId", "State");

CREATE INDEX "IX_TicketTimers_Fate_DueAt_Id" ON "TicketTimers" ("Fate", "DueAt", "Id");

CREATE UNIQUE INDEX "IX_TicketTimers_TicketId_Entry_Key_Occurrence" ON "TicketTimers" ("TicketId", "Entry", "Key", "Occurrence");

CREATE UNIQUE INDEX "IX_WorkflowVersions_Workflow_Number" ON "WorkflowVersions" ("Workflow", "Number");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261123005929_Initial', '10.0.15');

ALTER TABLE "Tickets" ADD "ClockDueAt" INTEGER NULL;

ALTER TABLE "Tickets" ADD "Clocks" TEXT NOT NULL DEFAULT '';

ALTER TABLE "Tickets" ADD "LastAgentMessageAt" INTEGER NULL;

ALTER TABLE "Tickets" ADD "LastCustomerMessageAt" INTEGER NULL;

CREATE INDEX "IX_Tickets_ClockDueAt" ON "Tickets" ("ClockDueAt") WHERE "ClockDueAt" IS NOT NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124013926_ClocksAndMessages', '10.0.15');

ALTER TABLE "Tickets" ADD "IsHidden" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Tickets" ADD "LinkDepth" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Tickets" ADD "ParentId" TEXT NULL;

ALTER TABLE "TicketEvents" ADD "Granted" INTEGER NULL;

ALTER TABLE "TicketEvents" ADD "Linked" TEXT NULL;

ALTER TABLE "TicketEvents" ADD "Subject" TEXT NULL;

ALTER TABLE "Outbox" ADD "Approval" TEXT NULL;

CREATE TABLE "ScheduledStarts" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ScheduledStarts" PRIMARY KEY,
    "Workflow" TEXT NOT NULL,
    "Times" TEXT NOT NULL,
    "DueAt" INTEGER NOT NULL
);

CREATE TABLE "TicketApprovals" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_TicketApprovals" PRIMARY KEY,
    "TicketId" TEXT NOT NULL,
    "Key" TEXT NOT NULL,
    "Round" INTEGER NOT NULL,
    "By" INTEGER NOT NULL,
    "Needs" INTEGER NOT NULL,
    "AskedAt" INTEGER NOT NULL,
    "AskedBy" TEXT NULL,
    "DueAt" INTEGER NULL,
    "Status" INTEGER NOT NULL,
    "EndedAt" INTEGER NULL,
    CONSTRAINT "FK_TicketApprovals_People_AskedBy" FOREIGN KEY ("AskedBy") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_TicketApprovals_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Approvers" (
    "ApprovalId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "TokenHash" TEXT NULL,
    "Granted" INTEGER NULL,
    "DecidedAt" INTEGER NULL,
    "Comment" TEXT NULL,
    CONSTRAINT "PK_Approvers" PRIMARY KEY ("ApprovalId", "PersonId"),
    CONSTRAINT "FK_Approvers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Approvers_TicketApprovals_ApprovalId" FOREIGN KEY ("ApprovalId") REFERENCES "TicketApprovals" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_Tickets_ParentId" ON "Tickets" ("ParentId") WHERE "ParentId" IS NOT NULL;

CREATE INDEX "IX_Approvers_PersonId" ON "Approvers" ("PersonId");

CREATE INDEX "IX_Approvers_TokenHash" ON "Approvers" ("TokenHash");

CREATE INDEX "IX_ScheduledStarts_DueAt_Id" ON "ScheduledStarts" ("DueAt", "Id");

CREATE UNIQUE INDEX "IX_ScheduledStarts_Workflow_Times" ON "ScheduledStarts" ("Workflow", "Times");

CREATE INDEX "IX_TicketApprovals_AskedBy" ON "TicketApprovals" ("AskedBy");

CREATE INDEX "IX_TicketApprovals_Status_DueAt" ON "TicketApprovals" ("Status", "DueAt");

CREATE UNIQUE INDEX "IX_TicketApprovals_TicketId_Key_Round" ON "TicketApprovals" ("TicketId", "Key", "Round");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124025614_ApprovalsAndLinks', '10.0.15');

ALTER TABLE "WorkflowVersions" ADD "Acknowledged" TEXT NULL;

ALTER TABLE "WorkflowVersions" ADD "Reason" TEXT NULL;

ALTER TABLE "TicketTimers" ADD "PostponedTo" INTEGER NULL;

ALTER TABLE "TicketEvents" ADD "DueAt" INTEGER NULL;

CREATE TABLE "WorkflowDrafts" (
    "Workflow" TEXT NOT NULL CONSTRAINT "PK_WorkflowDrafts" PRIMARY KEY,
    "BaseVersion" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Current" INTEGER NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" INTEGER NOT NULL
);

CREATE TABLE "DraftTexts" (
    "Workflow" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Json" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_DraftTexts" PRIMARY KEY ("Workflow", "Number"),
    CONSTRAINT "FK_DraftTexts_WorkflowDrafts_Workflow" FOREIGN KEY ("Workflow") REFERENCES "WorkflowDrafts" ("Workflow") ON DELETE CASCADE
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124044630_DraftsAndPostponedTimers', '10.0.15');

CREATE TABLE "WorkflowOffers" (
    "Workflow" TEXT NOT NULL CONSTRAINT "PK_WorkflowOffers" PRIMARY KEY,
    "InPortal" INTEGER NOT NULL,
    "AtDesk" INTEGER NOT NULL,
    "Hint" TEXT NULL
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124092918_WorkflowOffers', '10.0.15');

CREATE TABLE "WorkflowMigrations" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_WorkflowMigrations" PRIMARY KEY,
    "Workflow" TEXT NOT NULL,
    "Target" TEXT NOT NULL,
    "TargetNumber" INTEGER NOT NULL,
    "FirstNumber" INTEGER NOT NULL,
    "Undoes" TEXT NULL,
    "Way" INTEGER NOT NULL,
    "States" TEXT NOT NULL,
    "Total" INTEGER NOT NULL,
    "By" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    "StoppedAt" INTEGER NULL
);

CREATE TABLE "MigratedTickets" (
    "MigrationId" TEXT NOT NULL,
    "TicketId" TEXT NOT NULL,
    "Number" INTEGER NOT NULL,
    "At" INTEGER NOT NULL,
    "FromVersion" TEXT NOT NULL,
    "FromState" TEXT NOT NULL,
    "ToState" TEXT NULL,
    "Entry" INTEGER NOT NULL,
    "Obstacles" TEXT NULL,
    CONSTRAINT "PK_MigratedTickets" PRIMARY KEY ("MigrationId", "TicketId"),
    CONSTRAINT "FK_MigratedTickets_WorkflowMigrations_MigrationId" FOREIGN KEY ("MigrationId") REFERENCES "WorkflowMigrations" ("Id") ON DELETE CASCADE
);

CREATE INDEX "IX_MigratedTickets_MigrationId_Number" ON "MigratedTickets" ("MigrationId", "Number");

CREATE INDEX "IX_WorkflowMigrations_At" ON "WorkflowMigrations" ("At") WHERE "FinishedAt" IS NULL AND "StoppedAt" IS NULL;

CREATE UNIQUE INDEX "IX_WorkflowMigrations_Undoes" ON "WorkflowMigrations" ("Undoes");

CREATE UNIQUE INDEX "IX_WorkflowMigrations_Workflow_TargetNumber" ON "WorkflowMigrations" ("Workflow", "TargetNumber");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124095708_WorkflowMigrations', '10.0.15');

CREATE TABLE "WorkflowScenarios" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_WorkflowScenarios" PRIMARY KEY,
    "Workflow" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Json" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "IX_WorkflowScenarios_Workflow_Name" ON "WorkflowScenarios" ("Workflow", "Name");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124103136_WorkflowScenarios', '10.0.15');

DROP INDEX "IX_Tickets_WorkflowVersionId_State";

ALTER TABLE "Tickets" ADD "CountedSequence" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "MissedDeadlines" (
    "TicketId" TEXT NOT NULL,
    "Clock" TEXT NOT NULL,
    "StartedAt" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "WorkflowVersionId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    CONSTRAINT "PK_MissedDeadlines" PRIMARY KEY ("TicketId", "Clock", "StartedAt")
);

CREATE TABLE "StateLoads" (
    "WorkflowVersionId" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Tickets" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    CONSTRAINT "PK_StateLoads" PRIMARY KEY ("WorkflowVersionId", "State")
);

CREATE TABLE "StayTallies" (
    "WorkflowVersionId" TEXT NOT NULL,
    "Day" TEXT NOT NULL,
    "State" TEXT NOT NULL,
    "Buckets" TEXT NOT NULL,
    "Total" INTEGER NOT NULL,
    "Longest" INTEGER NOT NULL,
    "Missed" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    CONSTRAINT "PK_StayTallies" PRIMARY KEY ("WorkflowVersionId", "Day", "State")
);

CREATE TABLE "StepTallies" (
    "WorkflowVersionId" TEXT NOT NULL,
    "Day" TEXT NOT NULL,
    "From" TEXT NOT NULL,
    "Step" TEXT NOT NULL,
    "To" TEXT NOT NULL,
    "Taken" INTEGER NOT NULL,
    "Returns" INTEGER NOT NULL,
    "Ratings" INTEGER NOT NULL,
    "Stars" INTEGER NOT NULL,
    "Revision" INTEGER NOT NULL,
    CONSTRAINT "PK_StepTallies" PRIMARY KEY ("WorkflowVersionId", "Day", "From", "Step", "To")
);

CREATE INDEX "IX_Tickets_CreatedAt" ON "Tickets" ("CreatedAt") WHERE "LastSequence" > "CountedSequence";

CREATE INDEX "IX_Tickets_WorkflowVersionId_State_EnteredAt" ON "Tickets" ("WorkflowVersionId", "State", "EnteredAt");

CREATE INDEX "IX_TicketEvents_WorkflowVersionId_Step_At" ON "TicketEvents" ("WorkflowVersionId", "Step", "At") WHERE "Step" IS NOT NULL;

CREATE INDEX "IX_MissedDeadlines_WorkflowVersionId_State_DueAt" ON "MissedDeadlines" ("WorkflowVersionId", "State", "DueAt");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124120749_Monitoring', '10.0.15');

CREATE TABLE "WorkflowReplays" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_WorkflowReplays" PRIMARY KEY,
    "Workflow" TEXT NOT NULL,
    "Text" INTEGER NOT NULL,
    "Json" TEXT NOT NULL,
    "Total" INTEGER NOT NULL,
    "Played" INTEGER NOT NULL,
    "Next" INTEGER NOT NULL,
    "Last" INTEGER NOT NULL,
    "Result" TEXT NOT NULL,
    "By" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "FinishedAt" INTEGER NULL,
    "StoppedAt" INTEGER NULL
);

CREATE INDEX "IX_WorkflowReplays_At" ON "WorkflowReplays" ("At") WHERE "FinishedAt" IS NULL AND "StoppedAt" IS NULL;

CREATE UNIQUE INDEX "IX_WorkflowReplays_Workflow" ON "WorkflowReplays" ("Workflow");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124123907_WorkflowReplays', '10.0.15');

ALTER TABLE "WorkflowVersions" ADD "Layout" TEXT NULL;

ALTER TABLE "WorkflowDrafts" ADD "Layout" TEXT NULL;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124125815_PictureLayouts', '10.0.15');

CREATE TABLE "DeskCalendars" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_DeskCalendars" PRIMARY KEY,
    "Name" TEXT NOT NULL,
    "Zone" TEXT NOT NULL,
    "HoursText" TEXT NOT NULL,
    "HolidaysText" TEXT NOT NULL,
    "ChangedAt" INTEGER NOT NULL
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124131813_WorkingCalendars', '10.0.15');

ALTER TABLE "WorkflowVersions" ADD "ApprovedBy" TEXT NULL;

ALTER TABLE "WorkflowVersions" ADD "TrialTeam" TEXT NULL;

CREATE TABLE "PublicationProposals" (
    "Workflow" TEXT NOT NULL CONSTRAINT "PK_PublicationProposals" PRIMARY KEY,
    "Revision" INTEGER NOT NULL,
    "Reason" TEXT NOT NULL,
    "Acknowledged" TEXT NULL,
    "Way" INTEGER NOT NULL,
    "States" TEXT NOT NULL,
    "TrialTeam" TEXT NULL,
    "By" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    "DeclinedBy" TEXT NULL,
    "Why" TEXT NULL
);

CREATE TABLE "PublicationRules" (
    "Workflow" TEXT NOT NULL CONSTRAINT "PK_PublicationRules" PRIMARY KEY,
    "NeedsSecond" INTEGER NOT NULL
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124133145_ProposalsAndTrials', '10.0.15');

CREATE TABLE "LetterTexts" (
    "Workflow" TEXT NOT NULL,
    "Letter" TEXT NOT NULL,
    "Language" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "Body" TEXT NOT NULL,
    "Action" TEXT NOT NULL,
    "ChangedBy" TEXT NOT NULL,
    "ChangedAt" INTEGER NOT NULL,
    CONSTRAINT "PK_LetterTexts" PRIMARY KEY ("Workflow", "Letter", "Language")
);

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261124134500_LetterTexts', '10.0.15');

DROP INDEX "IX_Tickets_AssigneeId_Phase_ChangedAt_Number";

DROP INDEX "IX_Tickets_ChangedAt_Number";

DROP INDEX "IX_Tickets_CustomerId_ChangedAt_Number";

DROP INDEX "IX_Tickets_OrganisationId_ChangedAt_Number";

DROP INDEX "IX_Tickets_Phase_ChangedAt_Number";

DROP INDEX "IX_Tickets_State_ChangedAt_Number";

DROP INDEX "IX_Tickets_TeamId_Phase_ChangedAt_Number";

ALTER TABLE "Tickets" ADD "MailboxId" TEXT NULL;

ALTER TABLE "Tickets" ADD "SpamSince" INTEGER NULL;

ALTER TABLE "TicketEvents" ADD "Mail" TEXT NULL;

ALTER TABLE "TicketEvents" ADD "Person" TEXT NULL;

ALTER TABLE "People" ADD "UndeliverableSince" INTEGER NULL;

ALTER TABLE "Outbox" ADD "Rank" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Messages" ADD "IsUnverified" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Messages" ADD "IsWithdrawn" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "Messages" ADD "Mail" TEXT NULL;

CREATE TABLE "DeskSecrets" (
    "Name" TEXT NOT NULL CONSTRAINT "PK_DeskSecrets" PRIMARY KEY,
    "SealedValue" TEXT NOT NULL
);

CREATE TABLE "Mailboxes" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Mailboxes" PRIMARY KEY,
    "Address" TEXT NOT NULL,
    "NormalizedAddress" TEXT NOT NULL,
    "TeamId" TEXT NOT NULL,
    "Kind" TEXT NULL,
    "TrustedServer" TEXT NULL,
    "IsOn" INTEGER NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ContactAt" INTEGER NULL,
    "LastError" TEXT NULL,
    "FailingSince" INTEGER NULL,
    "Revision" INTEGER NOT NULL,
    "ReadUidValidity" INTEGER NULL,
    "ReadUid" INTEGER NULL,
    "FirstContactAt" INTEGER NULL,
    "LeftAlone" INTEGER NOT NULL,
    "Lease" TEXT NULL,
    "LeasedUntil" INTEGER NULL,
    "TestMark" TEXT NULL,
    "TestSentAt" INTEGER NULL,
    "TestSeenAt" INTEGER NULL,
    "Line" TEXT NOT NULL,
    CONSTRAINT "FK_Mailboxes_Teams_TeamId" FOREIGN KEY ("TeamId") REFERENCES "Teams" ("Id") ON DELETE RESTRICT
);

CREATE TABLE "TicketFollowers" (
    "TicketId" TEXT NOT NULL,
    "PersonId" TEXT NOT NULL,
    "AddedBy" TEXT NOT NULL,
    "At" INTEGER NOT NULL,
    CONSTRAINT "PK_TicketFollowers" PRIMARY KEY ("TicketId", "PersonId"),
    CONSTRAINT "FK_TicketFollowers_People_PersonId" FOREIGN KEY ("PersonId") REFERENCES "People" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_TicketFollowers_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id") ON DELETE CASCADE
);

CREATE TABLE "Inbox" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_Inbox" PRIMARY KEY,
    "MailboxId" TEXT NOT NULL,
    "UidValidity" INTEGER NULL,
    "Uid" INTEGER NULL,
    "RawSha256" TEXT NOT NULL,
    "RawSize" INTEGER NOT NULL,
    "ContentHash" TEXT NOT NULL,
    "ReceivedAt" INTEGER NOT NULL,
    "Fate" INTEGER NOT NULL,
    "Because" TEXT NULL,
    "IsVerified" INTEGER NOT NULL,
    "FromAddress" TEXT NOT NULL,
    "FromName" TEXT NOT NULL,
    "Subject" TEXT NOT NULL,
    "Copies" TEXT NULL,
    "TicketId" TEXT NULL,
    "Message" TEXT NULL,
    "ReportsOn" TEXT NULL,
    "Attempts" INTEGER NOT NULL,
    "DueAt" INTEGER NOT NULL,
    "IsFlagged" INTEGER NOT NULL,
    "MailMessageId" TEXT NULL,
    CONSTRAINT "FK_Inbox_Mailboxes_MailboxId" FOREIGN KEY ("MailboxId") REFERENCES "Mailboxes" ("Id") ON DELETE RESTRICT,
    CONSTRAINT "FK_Inbox_Tickets_TicketId" FOREIGN KEY ("TicketId") REFERENCES "Tickets" ("Id")
);

CREATE INDEX "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince" ON "Tickets" ("AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_ChangedAt_Number_SpamSince" ON "Tickets" ("ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_CustomerId_ChangedAt_Number_SpamSince" ON "Tickets" ("CustomerId", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_OrganisationId_ChangedAt_Number_SpamSince" ON "Tickets" ("OrganisationId", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_Phase_ChangedAt_Number_SpamSince" ON "Tickets" ("Phase", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_Spam" ON "Tickets" ("ChangedAt", "Number") WHERE "SpamSince" IS NOT NULL;

CREATE INDEX "IX_Tickets_State_ChangedAt_Number_SpamSince" ON "Tickets" ("State", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_TeamId_Phase_ChangedAt_Number_SpamSince" ON "Tickets" ("TeamId", "Phase", "ChangedAt", "Number", "SpamSince") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Outbox_Message" ON "Outbox" ("Message") WHERE "Message" IS NOT NULL;

CREATE INDEX "IX_Outbox_Rank_DueAt_Id" ON "Outbox" ("Rank", "DueAt", "Id") WHERE "Fate" IN (0, 1);

CREATE INDEX "IX_Outbox_ToPersonId_CreatedAt" ON "Outbox" ("ToPersonId", "CreatedAt");

CREATE INDEX "IX_Inbox_ContentHash" ON "Inbox" ("ContentHash");

CREATE INDEX "IX_Inbox_Fate_DueAt_Id" ON "Inbox" ("Fate", "DueAt", "Id");

CREATE INDEX "IX_Inbox_Fate_ReceivedAt_Id" ON "Inbox" ("Fate", "ReceivedAt", "Id");

CREATE INDEX "IX_Inbox_FromAddress_ReceivedAt" ON "Inbox" ("FromAddress", "ReceivedAt");

CREATE UNIQUE INDEX "IX_Inbox_MailboxId_ContentHash" ON "Inbox" ("MailboxId", "ContentHash");

CREATE INDEX "IX_Inbox_MailboxId_ReceivedAt" ON "Inbox" ("MailboxId", "ReceivedAt");

CREATE UNIQUE INDEX "IX_Inbox_MailboxId_UidValidity_Uid" ON "Inbox" ("MailboxId", "UidValidity", "Uid");

CREATE INDEX "IX_Inbox_ReportsOn" ON "Inbox" ("ReportsOn") WHERE "ReportsOn" IS NOT NULL;

CREATE INDEX "IX_Inbox_TicketId" ON "Inbox" ("TicketId");

CREATE UNIQUE INDEX "IX_Mailboxes_NormalizedAddress" ON "Mailboxes" ("NormalizedAddress");

CREATE INDEX "IX_Mailboxes_TeamId" ON "Mailboxes" ("TeamId");

CREATE INDEX "IX_TicketFollowers_PersonId" ON "TicketFollowers" ("PersonId");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127120000_Mailroom', '10.0.15');

DROP INDEX "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince";

DROP INDEX "IX_Tickets_Phase_ChangedAt_Number_SpamSince";

ALTER TABLE "Tickets" ADD "LastHash" BLOB NULL;

ALTER TABLE "TicketEvents" ADD "Hash" BLOB NULL;

CREATE TABLE "MailHold" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_MailHold" PRIMARY KEY,
    "Since" INTEGER NOT NULL
);

CREATE TABLE "UnindexedTickets" (
    "Number" INTEGER NOT NULL CONSTRAINT "PK_UnindexedTickets" PRIMARY KEY
);

CREATE INDEX "IX_TicketTimers_TicketId_Entry_Fate_DueAt" ON "TicketTimers" ("TicketId", "Entry", "Fate", "DueAt");

CREATE INDEX "IX_Tickets_AssigneeId_Phase_ChangedAt_Number_SpamSince_TeamId" ON "Tickets" ("AssigneeId", "Phase", "ChangedAt", "Number", "SpamSince", "TeamId") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_Phase_ChangedAt_Number_SpamSince_TeamId" ON "Tickets" ("Phase", "ChangedAt", "Number", "SpamSince", "TeamId") WHERE "SpamSince" IS NULL;

CREATE INDEX "IX_Tickets_Unchained" ON "Tickets" ("CreatedAt") WHERE "LastHash" IS NULL;

CREATE INDEX "IX_Tickets_Unresolved" ON "Tickets" ("ChangedAt", "Number", "TeamId", "AssigneeId", "Phase", "SpamSince") WHERE "SpamSince" IS NULL AND "Phase" < 4;

CREATE INDEX "IX_People_Agents" ON "People" ("Name") WHERE "DisabledAt" IS NULL AND "Roles" & 2 <> 0;

CREATE VIRTUAL TABLE "TicketSearch" USING fts5(subject, facts, messages, internal, scope, content='', contentless_delete=1, tokenize='ascii', prefix='3 5');
CREATE VIRTUAL TABLE "TicketSearchWords" USING fts5vocab('TicketSearch', 'instance');

INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "Tickets";

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127145814_KeepingAndSearch', '10.0.15');

ALTER TABLE "UnindexedTickets" RENAME TO "WaitingTickets";

CREATE TABLE "UnindexedTickets" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_UnindexedTickets" PRIMARY KEY AUTOINCREMENT,
    "Number" INTEGER NOT NULL
);

INSERT INTO "UnindexedTickets" ("Number") SELECT "Number" FROM "WaitingTickets" ORDER BY "Number";

DROP TABLE "WaitingTickets";

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261127174818_IndexFollows', '10.0.15');

