using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Leads;

/// <summary>
/// One typed value of a lead or an engagement. <c>default</c> is the absent value; blank text and NaN are absent too.
/// Sixteen bytes; the form in which text is compared is made once, when the value is.
/// </summary>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private static readonly object NumberTag = new();
    private static readonly object BooleanTag = new();
    private static readonly object DateTag = new();

    // A FoldedText for text, else one of the tags; null is absent.
    private readonly object? tag;
    private readonly long bits;

    private AttributeValue(object tag, long bits) => (this.tag, this.bits) = (tag, bits);

    /// <summary>What type the value has.</summary>
    public AttributeKind Kind =>
        tag is null ? AttributeKind.Absent
        : ReferenceEquals(tag, NumberTag) ? AttributeKind.Number
        : ReferenceEquals(tag, BooleanTag) ? AttributeKind.Boolean
        : ReferenceEquals(tag, DateTag) ? AttributeKind.Date
        : AttributeKind.Text;

    /// <summary>Whether there is no value.</summary>
    public bool IsAbsent => tag is null;

    internal string? Folded => tag is FoldedText text ? text.Folded : null;

    internal FoldedText? TextOrNull => tag as FoldedText;

    internal bool IsNumber => ReferenceEquals(tag, NumberTag);

    internal double NumberOrZero => BitConverter.Int64BitsToDouble(bits);

    internal long RawBits => bits;

    /// <summary>Text as it was written; blank text is the absent value.</summary>
    public static AttributeValue Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? default : new(new FoldedText(text), 0);

    /// <summary>A number; NaN is the absent value.</summary>
    public static AttributeValue Number(double number) =>
        double.IsNaN(number) ? default : new(NumberTag, BitConverter.DoubleToInt64Bits(number + 0.0));

    /// <summary>True or false.</summary>
    public static AttributeValue Boolean(bool value) => new(BooleanTag, value ? 1 : 0);

    /// <summary>A calendar date, of the ISO calendar.</summary>
    public static AttributeValue Date(LocalDate date) =>
        new(DateTag, Period.DaysBetween(Epoch, date.WithCalendar(CalendarSystem.Iso)));

    /// <summary>The text as it was written.</summary>
    /// <exception cref="InvalidOperationException">The value is not text.</exception>
    public string AsText() => tag is FoldedText text ? text.Written : throw Not(AttributeKind.Text);

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public double AsNumber() => IsNumber ? NumberOrZero : throw Not(AttributeKind.Number);

    /// <summary>True or false.</summary>
    /// <exception cref="InvalidOperationException">The value is neither.</exception>
    public bool AsBoolean() => ReferenceEquals(tag, BooleanTag) ? bits != 0 : throw Not(AttributeKind.Boolean);

    /// <summary>The date.</summary>
    /// <exception cref="InvalidOperationException">The value is not a date.</exception>
    public LocalDate AsDate() => ReferenceEquals(tag, DateTag) ? Epoch.PlusDays((int)bits) : throw Not(AttributeKind.Date);

    /// <summary>Whether both have the same type and were written the same; a lead changes when this is false.</summary>
    public bool Equals(AttributeValue other) =>
        tag is FoldedText mine
            ? other.tag is FoldedText its && (ReferenceEquals(mine, its) || mine.Written == its.Written)
            : ReferenceEquals(tag, other.tag) && bits == other.bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        tag is FoldedText text ? string.GetHashCode(text.Written, StringComparison.Ordinal) : HashCode.Combine(Kind, bits);

    /// <summary>Whether both are equal; see <see cref="Equals(AttributeValue)"/>.</summary>
    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    /// <summary>Whether both differ; see <see cref="Equals(AttributeValue)"/>.</summary>
    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);

    /// <summary>The value as people read it: text as written, numbers and dates in invariant form; empty when absent.</summary>
    public override string ToString() => Kind switch
    {
        AttributeKind.Text => AsText(),
        AttributeKind.Number => NumberOrZero.ToString("R", CultureInfo.InvariantCulture),
        AttributeKind.Boolean => bits != 0 ? "true" : "false",
        AttributeKind.Date => LocalDatePattern.Iso.Format(AsDate()),
        _ => "",
    };

    internal static AttributeValue Of(FoldedText text) => new(text, 0);

    internal static string Fold(string text) => text.Trim().ToUpperInvariant();

    private static LocalDate Epoch => new(1970, 1, 1);

    private InvalidOperationException Not(AttributeKind wanted) => new($"The value is {Kind}, not {wanted}.");

    /// <summary>Text as written, beside the form in which it is compared.</summary>
    internal sealed class FoldedText(string written)
    {
        public string Written { get; } = written;

        public string Folded { get; } = Fold(written);

        /// <summary>From 0 to 63; texts that differ mostly differ in it, so that comparisons seldom look at the characters.</summary>
        public int Mark { get; } = MarkOf(Fold(written));

        // The top bits of a product with a large odd number (Knuth's multiplicative hashing).
        private static int MarkOf(string folded)
        {
            var characters = 0u;
            foreach (var c in folded) characters = unchecked((characters * 31) + c);
            return (int)(unchecked(characters * 2_654_435_769u) >> 26);
        }
    }
}
