using System.Globalization;
using System.Net;
using System.Text;

namespace Alignment.Api.Leads.Backtests;

/// <summary>
/// A chart as inline SVG, with a title and a description for those who do not see it. Series are told apart by fill, hatching and dashes,
/// not by color.
/// </summary>
internal sealed class Svg
{
    public const double Width = 720;
    public const double Height = 300;
    public const double Left = 56;
    public const double Right = 16;
    public const double Top = 28;
    public const double Bottom = 44;
    private readonly StringBuilder body = new();
    private readonly string id;
    private readonly string title;
    private readonly string description;

    public Svg(string id, string title, string description) => (this.id, this.title, this.description) = (id, title, description);

    public static double PlotWidth => Width - Left - Right;

    public static double PlotHeight => Height - Top - Bottom;

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    public void Bar(double x, double y, double width, double height, string kind, string? tip = null) =>
        body.Append(Invariant($"<rect class=\"{kind}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, width):0.##}\" height=\"{Math.Max(0, height):0.##}\">"))
            .Append(tip is null ? "" : $"<title>{Text(tip)}</title>").Append("</rect>");

    public void Line(IEnumerable<(double X, double Y)> points, string kind) =>
        body.Append("<polyline class=\"").Append(kind).Append("\" points=\"")
            .AppendJoin(' ', points.Select(point => Invariant($"{point.X:0.##},{point.Y:0.##}"))).Append("\"/>");

    public void Rule(double x1, double y1, double x2, double y2, string kind) =>
        body.Append(Invariant($"<line class=\"{kind}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\"/>"));

    public void Label(double x, double y, string text, string anchor = "middle") =>
        body.Append(Invariant($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">")).Append(Text(text)).Append("</text>");

    /// <summary>A vertical axis from 0 up.</summary>
    public void Scale(double most, Func<double, string> say)
    {
        for (var tick = 0; tick <= 4; tick++)
        {
            var y = Top + PlotHeight - (PlotHeight * tick / 4);
            Rule(Left, y, Width - Right, y, tick == 0 ? "axis" : "grid");
            Label(Left - 6, y + 4, say(most * tick / 4), "end");
        }
    }

    /// <summary>What each kind of mark stands for, above the chart.</summary>
    public void Legend(params ReadOnlySpan<(string Kind, string Name)> series)
    {
        var x = Left;
        foreach (var (kind, name) in series)
        {
            if (kind.StartsWith("line", StringComparison.Ordinal)) Rule(x, 12, x + 22, 12, kind);
            else Bar(x, 6, 22, 12, kind);
            Label(x + 28, 16, name, "start");
            x += 50 + (7.2 * name.Length);
        }
    }

    public override string ToString() => Invariant($"<svg role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" viewBox=\"0 0 {Width} {Height}\" xmlns=\"http://www.w3.org/2000/svg\">")
        + $"<title id=\"{id}-title\">{Text(title)}</title><desc id=\"{id}-desc\">{Text(description)}</desc>{body}</svg>";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
