using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alignment.Api.Data;

/// <summary>What contexts for reading and for writing have in common on every provider.</summary>
internal static class ContextOptions
{
    public static DbContextOptions<AlignmentContext> ForReading(IReadOnlyList<IInterceptor> interceptors, Action<DbContextOptionsBuilder> provider) =>
        Build(provider, [ReadOnlyContexts.Instance, .. interceptors], QueryTrackingBehavior.NoTracking);

    public static DbContextOptions<AlignmentContext> ForWriting(IReadOnlyList<IInterceptor> interceptors, Action<DbContextOptionsBuilder> provider) =>
        Build(provider, interceptors, QueryTrackingBehavior.TrackAll);

    private static DbContextOptions<AlignmentContext> Build(
        Action<DbContextOptionsBuilder> provider, IReadOnlyList<IInterceptor> interceptors, QueryTrackingBehavior tracking)
    {
        var builder = new DbContextOptionsBuilder<AlignmentContext>();
        provider(builder);
        builder.UseQueryTrackingBehavior(tracking);
        if (interceptors.Count > 0) builder.AddInterceptors(interceptors);
        return builder.Options;
    }
}
