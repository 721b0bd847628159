using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Alignment.GraphQL.Configuration;

/// <summary>Reads a section of the host's configuration strictly: what is not understood stops the start.</summary>
internal static class SettingsSection
{
    /// <param name="configuration">The host's.</param>
    /// <param name="name">The section.</param>
    /// <param name="bind">Sets the values; it gets the options that make the binder strict.</param>
    /// <exception cref="GraphQLConfigurationException">A setting is unknown, malformed or out of range.</exception>
    internal static T Read<T>(IConfiguration configuration, string name, Func<IConfigurationSection, Action<BinderOptions>, T> bind)
    {
        var section = configuration.GetSection(name);
        try
        {
            return bind(section, static options => options.ErrorOnUnknownConfiguration = true);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentOutOfRangeException outOfRange)
        {
            var settings = string.Join(", ", section.GetChildren().Select(static s => $"{s.Key}={s.Value}"));
            throw new GraphQLConfigurationException([$"A setting of {name} is out of range ({settings}): {outOfRange.Message}"], exception);
        }
        catch (InvalidOperationException unknown)
        {
            throw new GraphQLConfigurationException([$"{name}: {unknown.Message}"], unknown);
        }
    }
}
