using System.Globalization;

namespace Alignment.GraphQL.Types;

/// <summary>Numbers and numeric strings as a double, the way JavaScript's <c>Number</c> would have them.</summary>
internal static class NumericValue
{
    internal static bool TryGet(object value, out double number)
    {
        switch (value)
        {
            case double d:
                number = d;
                return true;
            case string text:
                number = 0;
                return text.Length > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
            case int or long or short or byte or uint or ulong or ushort or sbyte or float or decimal:
                number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
                return true;
            default:
                number = 0;
                return false;
        }
    }
}
