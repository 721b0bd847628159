using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Personas;

/// <summary>A page that a team would pin up: each claim with the words it rests on, assumptions marked as such.</summary>
public static class PersonaPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");

    /// <summary>The page: one self-contained HTML document for paper or screen, every text escaped. Interviewees are not named.</summary>
    /// <param name="review">The persona as it stands.</param>
    /// <param name="zone">The time zone in which days are written; UTC if left out.</param>
    public static string Html(PersonaReview review, DateTimeZone? zone = null)
    {
        ArgumentNullException.ThrowIfNull(review);
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Escape(review.Persona.Name)).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n<body>\n<main>\n");
        Head(page, review);
        foreach (var kind in review.Persona.Audience.Rings().Append(InsightKind.Goal).Append(InsightKind.Challenge))
            Ring(page, review, kind, zone ?? DateTimeZone.Utc);
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Head(StringBuilder page, PersonaReview review)
    {
        page.Append("<header>\n<p class=\"audience\">").Append(Escape(review.Persona.Audience.ToString())).Append("</p>\n<h1>")
            .Append(Escape(review.Persona.Name)).Append("</h1>\n");
        foreach (var line in (review.Persona.Summary ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            page.Append("<p>").Append(Escape(line)).Append("</p>\n");
        page.Append("<p class=\"standing\"><strong>").Append(review.Validated ? "Validated." : "Not validated yet.").Append("</strong> ")
            .Append(review.Insights.Count(insight => insight.Grounded).ToString(CultureInfo.InvariantCulture)).Append(" of ")
            .Append(Wording.Count(review.Insights.Count, "claim rests", "claims rest")).Append(" on candid, unprompted words.</p>\n");
        if (review.Missing.Count > 0)
        {
            page.Append("<ul class=\"missing\">\n");
            foreach (var lack in review.Missing) page.Append("<li>").Append(Escape(lack)).Append("</li>\n");
            page.Append("</ul>\n");
        }

        page.Append("</header>\n");
    }

    private static void Ring(StringBuilder page, PersonaReview review, InsightKind kind, DateTimeZone zone)
    {
        var claims = review.Insights.Where(insight => insight.Insight.Kind == kind).ToList();
        if (claims.Count == 0 && kind is InsightKind.Goal or InsightKind.Challenge) return;
        page.Append("<section>\n<h2>").Append(Escape(kind.InWords())).Append("</h2>\n");
        if (claims.Count == 0) page.Append("<p class=\"nothing\">We do not know yet.</p>\n");
        foreach (var claim in claims)
        {
            page.Append(claim.Assumption ? "<article class=\"assumption\">\n<h3>" : "<article>\n<h3>").Append(Escape(claim.Insight.Statement));
            if (claim.Assumption) page.Append(" <span class=\"mark\">Assumption</span>");
            page.Append("</h3>\n");
            foreach (var piece in claim.Evidence.Where(piece => piece.Strength != EvidenceStrength.Inadmissible)) Words(page, piece, zone);
            page.Append("</article>\n");
        }

        page.Append("</section>\n");
    }

    private static void Words(StringBuilder page, Evidence piece, DateTimeZone zone)
    {
        var (words, at) = piece.Quote is { } quote ? (quote.Words, piece.Interview!.HeldAt) : (piece.Note!.Words, piece.Visit!.At);
        page.Append("<blockquote>\n<p>").Append(Escape(words)).Append("</p>\n<footer>")
            .Append(piece.Strength switch
            {
                EvidenceStrength.Unprompted => "Said unprompted, ",
                EvidenceStrength.Prompted => "Said after the solution was named, ",
                _ => "Observed in the field, ",
            })
            .Append(Day.Format(at.InZone(zone).Date)).Append("</footer>\n</blockquote>\n");
    }

    private static string Escape(string text) => Encoder.Encode(text);

    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0}
        main{max-width:46rem;margin:0 auto;padding:1.5rem}
        h1{margin:.1rem 0 .5rem;font-size:2rem}h2{margin:1.6rem 0 .4rem;font-size:1.1rem;border-bottom:2px solid #1b1b1b}
        h3{margin:.8rem 0 .3rem;font-size:1rem}.audience{margin:0;color:#555;text-transform:uppercase;letter-spacing:.06em;font-size:.8rem}
        .mark{border:1px solid #8a4b00;color:#8a4b00;border-radius:3px;padding:0 .3rem;font-size:.75rem;font-weight:normal}
        .nothing{color:#555}blockquote{margin:.3rem 0 .6rem;padding-left:.8rem;border-left:3px solid #1b1b1b}
        blockquote p{margin:0;font-style:italic}blockquote footer{color:#555;font-size:.85rem}
        @media print{main{max-width:none;padding:0}article,blockquote{break-inside:avoid}h2{break-after:avoid}}
        """;
}
