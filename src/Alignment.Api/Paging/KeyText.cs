using System.Globalization;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Paging;

/// <summary>The text of key values in cursors; exact both ways.</summary>
internal static class KeyText
{
    public static string Write(object value) => value switch
    {
        string text => text,
        Instant instant => instant.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        Guid id => id.ToString("N"),
        LeadId id => id.Value.ToString("N"),
        InterviewId id => id.Value.ToString("N"),
        FieldVisitId id => id.Value.ToString("N"),
        ContentAssetId id => id.Value.ToString("N"),
        HandOffId id => id.Value.ToString("N"),
        Enum word => word.ToString(),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} cannot be a key of a cursor."),
    };

    public static bool TryRead(string? text, Type type, out object value)
    {
        value = "";
        switch (text)
        {
            case null:
                return false;
            case var _ when type == typeof(string):
                value = text;
                return true;
            case var _ when type == typeof(Instant) && long.TryParse(text, CultureInfo.InvariantCulture, out var ticks)
                            && ticks >= Instant.MinValue.ToUnixTimeTicks() && ticks <= Instant.MaxValue.ToUnixTimeTicks():
                value = Instant.FromUnixTimeTicks(ticks);
                return true;
            case var _ when type == typeof(double) && double.TryParse(text, CultureInfo.InvariantCulture, out var number):
                value = number;
                return true;
            case var _ when type == typeof(int) && int.TryParse(text, CultureInfo.InvariantCulture, out var whole):
                value = whole;
                return true;
            case var _ when type == typeof(long) && long.TryParse(text, CultureInfo.InvariantCulture, out var whole):
                value = whole;
                return true;
            case var _ when type == typeof(Guid) && Guid.TryParseExact(text, "N", out var id):
                value = id;
                return true;
            case var _ when type == typeof(LeadId) && Guid.TryParseExact(text, "N", out var id):
                value = new LeadId(id);
                return true;
            case var _ when type == typeof(InterviewId) && Guid.TryParseExact(text, "N", out var id):
                value = new InterviewId(id);
                return true;
            case var _ when type == typeof(FieldVisitId) && Guid.TryParseExact(text, "N", out var id):
                value = new FieldVisitId(id);
                return true;
            case var _ when type == typeof(ContentAssetId) && Guid.TryParseExact(text, "N", out var id):
                value = new ContentAssetId(id);
                return true;
            case var _ when type == typeof(HandOffId) && Guid.TryParseExact(text, "N", out var id):
                value = new HandOffId(id);
                return true;
            case var _ when type.IsEnum && Enum.TryParse(type, text, out var word):
                value = word!;
                return true;
            default:
                return false;
        }
    }
}
