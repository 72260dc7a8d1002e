package dev.millrace.http.address;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests go where the settings say. It is asked with the addresses that are connected to, not with what a name meant
 * earlier, so a name that changes its address is judged by the new one. Immutable; any thread may ask.
 */
public final class EgressGuard {

    private final EgressSettings settings;
    private final boolean hostFromRecord;

    /**
     * Judges by the settings.
     *
     * @param hostFromRecord whether a record, and not the configuration, decides the host; then what is not public is refused
     *     unless it is allowed by name or range
     */
    public EgressGuard(EgressSettings settings, boolean hostFromRecord) {
        this.settings = settings;
        this.hostFromRecord = hostFromRecord;
    }

    /**
     * The addresses of a host that may be connected to.
     *
     * @param resolved all that its name has now
     * @throws EgressRefused when there are none
     */
    public List<InetAddress> admit(String host, InetAddress[] resolved) throws EgressRefused {
        String name = HostRule.canonical(host);
        if (settings.deny().stream().anyMatch(rule -> rule.namesHost(name))) {
            throw refused(host, "is refused by " + EgressSettings.DENY);
        }
        List<InetAddress> admitted =
                Stream.of(resolved).filter(address -> admits(name, address)).toList();
        if (admitted.isEmpty()) {
            throw refused(host, reason(name, resolved));
        }
        return admitted;
    }

    /**
     * Judges a host whose name a proxy resolves: by its name alone, or by its address where it is written as one.
     *
     * @throws EgressRefused when requests may not go there
     */
    public void admitByName(String host) throws EgressRefused {
        InetAddress written = literal(host);
        if (written != null) {
            List<InetAddress> unused = admit(host, new InetAddress[] {written});
            return;
        }
        String name = HostRule.canonical(host);
        if (settings.deny().stream().anyMatch(rule -> rule.namesHost(name))) {
            throw refused(host, "is refused by " + EgressSettings.DENY);
        }
        boolean named = settings.allow().stream().anyMatch(rule -> rule.namesHost(name));
        if (!named && !settings.allow().isEmpty()) {
            throw refused(
                    host, "is not in " + EgressSettings.ALLOW + ", and a proxy resolves its name: allow it by name");
        }
        if (!named && hostFromRecord && SpecialAddresses.isHouseName(name)) {
            throw refused(host, "has a name of a private network: allow it in " + EgressSettings.ALLOW);
        }
    }

    private boolean admits(String name, InetAddress address) {
        if (settings.deny().stream().anyMatch(rule -> rule.holds(address))) {
            return false;
        }
        boolean byRange = settings.allow().stream().anyMatch(rule -> rule.holds(address));
        boolean byName = settings.allow().stream().anyMatch(rule -> rule.namesHost(name));
        if (!settings.allow().isEmpty() && !byRange && !byName) {
            return false;
        }
        if (byRange || !hostFromRecord || !SpecialAddresses.isPrivate(address)) {
            return true;
        }
        // Whoever rules a domain decides what its names mean, so only a whole name vouches, and for no local address.
        return settings.allow().contains(new HostRule.Name(name)) && !SpecialAddresses.isLocal(address);
    }

    private String reason(String name, InetAddress[] resolved) {
        List<InetAddress> left = Stream.of(resolved)
                .filter(address -> settings.deny().stream().noneMatch(rule -> rule.holds(address)))
                .toList();
        if (left.isEmpty()) {
            return "has an address that " + EgressSettings.DENY + " refuses";
        }
        boolean allowed = settings.allow().isEmpty()
                || settings.allow().stream()
                        .anyMatch(rule -> rule.namesHost(name) || left.stream().anyMatch(rule::holds));
        return allowed
                ? "has a private, loopback, link-local or metadata address, which a record may not choose: allow its range in "
                        + EgressSettings.ALLOW + " if it is meant"
                : "is not in " + EgressSettings.ALLOW;
    }

    private EgressRefused refused(String host, String reason) {
        return new EgressRefused(
                "the request is not sent: " + (hostFromRecord ? "the host that the record names" : host) + " " + reason,
                hostFromRecord);
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return AddressRange.literal(plain);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
