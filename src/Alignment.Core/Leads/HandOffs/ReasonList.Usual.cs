namespace Alignment.Core.Leads.HandOffs;

/// <content>The lists a team starts with: the reasons of GitLab's published lead lifecycle that are not about GitLab alone, and those
/// that CRM systems ship.</content>
public sealed partial class ReasonList
{
    private static readonly string[] NotNow =
    [
        "Too early", "Not ready", "Evaluating", "Bad timing", "No budget", "No interest", "No need", "No response", "Doesn't see value",
        "In a current contract", "Product limitation", "Staying with the present solution", "No data collected",
    ];

    private static readonly string[] WrongPerson =
    [
        "No authority", "Not a fit", "Wrong persona", "Wrong territory", "Too small", "Duplicate", "Existing customer", "Partner",
    ];

    private static readonly string[] Out =
    [
        "Competitor", "Consultant", "No authority", "Personal use", "Unsubscribe", "No longer at company", "Free product only",
        "Not a fit", "Student", "Job applicant", "Employee", "Supplier", "Support request", "Community contributor", "Export control",
    ];

    private static readonly string[] BadData = ["Bad phone number", "Bounced email", "Invalid email", "Bad data", "Spam"];

    /// <summary>The list a team starts with.</summary>
    /// <param name="kind">What it is for.</param>
    public static ReasonList Usual(ReasonListKind kind) => Restore(
        kind,
        (kind switch
        {
            ReasonListKind.Return => NotNow.Concat(WrongPerson).Concat(Out).Concat(BadData).Append("No capacity"),
            ReasonListKind.Recycle => NotNow.Append("Went quiet"),
            _ => Out.Append("Duplicate").Concat(BadData),
        }).Append("Other").Distinct().Select(reason => new Reason(reason, reason)));
}
