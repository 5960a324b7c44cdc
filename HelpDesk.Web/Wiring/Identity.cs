using HelpDesk.Domain.Accounts;
using HelpDesk.Domain.Storage;
using HelpDesk.Web.SignIn;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace HelpDesk.Web.Wiring;

/// <summary>Who people are: Identity's users and passwords, and the session's cookie.</summary>
internal static class Identity
{
    /// <summary>Somebody who does not ask to be remembered stays signed in for a working day without a visit.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(12);

    public static readonly TimeSpan Remembered = TimeSpan.FromDays(14);

    // OWASP's figure for PBKDF2 with SHA-512.
    private const int Iterations = 210_000;

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Person>(Rules).AddUserStore<PersonStore>().AddErrorDescriber<WordedErrors>().AddPasswordValidator<PasswordRules>();
        services.AddOptions<PasswordHasherOptions>().Configure(hashing => hashing.IterationCount = Iterations);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options => Session(options, builder.Environment));

        services.AddSingleton<Sessions>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<Sessions>());
        services.AddSingleton<AccountTokens>();
        services.AddSingleton<AccountCommands>();
        services.AddScoped<Passwords>();
        services.AddScoped<SignInCheck>();
        services.AddSingleton<AccountVerbs>();
    }

    private static void Rules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        // The address is the name; which addresses are taken, Person.IsAddress says.
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedEmail = true;
        options.Lockout.MaxFailedAccessAttempts = Person.TriesBeforeLockout;
        options.Lockout.DefaultLockoutTimeSpan = Person.Lockout;
        options.Password = new PasswordOptions
        {
            RequiredLength = PasswordRules.Shortest,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }

    private static void Session(CookieAuthenticationOptions options, IWebHostEnvironment environment)
    {
        options.Cookie.Harden("HelpDesk", environment);
        options.ExpireTimeSpan = Day;
        options.SlidingExpiration = true;
        options.Events = new SessionEvents();
    }

    /// <summary>
    /// A name that only this host can have set, over TLS only, out of reach of scripts. In Development name and Secure follow
    /// the request, so that every browser and simple HTTP clients can sign in on plain http://localhost.
    /// </summary>
    public static void Harden(this CookieBuilder cookie, string name, IWebHostEnvironment environment)
    {
        var relaxed = environment.IsDevelopment();
        cookie.Name = relaxed ? name : "__Host-" + name;
        cookie.SecurePolicy = relaxed ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        // Not Strict: who comes by a link in a mail is signed in, and keeps the cookie that open forms rely on.
        cookie.SameSite = SameSiteMode.Lax;
        cookie.IsEssential = true;
    }

    /// <summary>Identity's store, which leaves the saving to <see cref="Writes"/>.</summary>
    private sealed class PersonStore : UserOnlyStore<Person, HelpDeskDb, PersonId>
    {
        public PersonStore(HelpDeskDb db, IdentityErrorDescriber errors) : base(db, errors) => AutoSaveChanges = false;
    }
}
