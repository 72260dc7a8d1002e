package dev.millrace.http;

import dev.millrace.http.address.EgressGuard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/** Resolves the host of each new connection, and gives only addresses that requests may go to. */
final class GuardedResolver implements DnsResolver {

    private final DnsResolver names;
    private final EgressGuard guard;
    private final ClientProxy proxy;

    GuardedResolver(DnsResolver names, EgressGuard guard, ClientProxy proxy) {
        this.names = names;
        this.guard = guard;
        this.proxy = proxy;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] resolved = names.resolve(host);
        return proxy.isItself(host) ? resolved : guard.admit(host, resolved).toArray(InetAddress[]::new);
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        if (proxy.isSocks()) {
            // The proxy knows names that this worker may not know.
            guard.admitByName(host);
            return List.of(InetSocketAddress.createUnresolved(host, port));
        }
        return List.of(resolve(host)).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
