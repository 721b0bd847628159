using System.Net;
using System.Net.Sockets;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>
/// Keeps messages, whose addresses come from callers, out of networks that are not public (server-side request forgery): loopback,
/// private, link-local, shared, documentation, multicast and reserved ranges of IANA's special-purpose registries, in both families,
/// and IPv6 ranges that carry an IPv4 address inside.
/// </summary>
/// <param name="allowed">Networks that are allowed all the same.</param>
internal sealed class AddressGuard(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] Closed =
    [
        .. Networks(
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        .. Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    ];

    // The only range from which public IPv6 addresses are given out.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (allowed.Any(network => network.Contains(plain))) return true;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(plain)) return false;
        return !Closed.Any(network => network.Contains(plain));
    }

    /// <summary>Resolves a name and connects to one of its addresses, each checked before it is used, so that a name cannot change its mind in between.</summary>
    /// <exception cref="AddressRefusedException">None of the addresses may be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var encrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var open = addresses.Where(address => Allows(address) && (encrypted || IsAllowedByName(address))).ToArray();
        if (open.Length == 0) throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowedByName(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain));
    }

    private static IEnumerable<IPNetwork> Networks(params IEnumerable<string> networks) => networks.Select(text => IPNetwork.Parse(text));
}

/// <summary>A name leads only to addresses that messages may not go to.</summary>
internal sealed class AddressRefusedException() : IOException(
    "its name leads to an address that is not public, or by plain http to one that is; networks are allowed by Alignment:Webhooks:AllowedNetworks");
