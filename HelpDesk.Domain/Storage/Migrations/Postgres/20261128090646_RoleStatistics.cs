using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace HelpDesk.Domain.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RoleStatistics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Else PostgreSQL takes each of 50,000 people for an agent, and reads them all where an index holds the forty.
            migrationBuilder.Sql("""CREATE STATISTICS "ST_People_Roles" ON ("Roles" & 1), ("Roles" & 2), ("Roles" & 12) FROM "People";""");
            migrationBuilder.Sql("""ANALYZE "People";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP STATISTICS "ST_People_Roles";""");
        }
    }
}
