using System.ComponentModel.DataAnnotations;

namespace HelpDesk.Web.Surveys;

/// <summary>What a customer answers.</summary>
public sealed record SurveyForm
{
    public const int MaxComment = 2_000;

    /// <summary>1 (very badly) to 5 (very well), as it was sent.</summary>
    [Required(ErrorMessage = "Choose one of the five stars.")]
    [RegularExpression("[1-5]", ErrorMessage = "Choose one of the five stars.")]
    public string? Score { get; init; }

    [StringLength(MaxComment, ErrorMessage = "Keep the comment within {1} characters.")]
    public string? Comment { get; init; }
}

/// <summary>The page with the stars.</summary>
public sealed record SurveyPage(AskedSurvey Survey, SurveyForm Form);
