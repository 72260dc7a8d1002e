package dev.millrace.webhook.listener;

import dev.millrace.http.address.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Tells senders from the proxies in front (RFC 7239 and the older X-Forwarded fields). Each proxy adds at the end, so the list
 * is read from there for as long as what it names is trusted itself; what stands before the first stranger is hearsay.
 */
final class Senders {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    /** What one proxy told about whom it took the request from. */
    private record Hop(
            String address,
            @Nullable String scheme,
            @Nullable String host) {}

    private final List<AddressRange> trusted;
    private final TrustSettings.Header header;

    Senders(TrustSettings settings) {
        this.trusted = settings.forwarded().stream().map(AddressRange::parse).toList();
        this.header = settings.header();
    }

    Sender of(SocketAddress remote, HttpFields fields) {
        InetAddress address = remote instanceof InetSocketAddress internet ? internet.getAddress() : null;
        String direct = address == null ? "" : address.getHostAddress();
        if (trusted.isEmpty() || address == null || !AddressRange.anyHolds(trusted, address)) {
            return new Sender(direct, Optional.empty(), Optional.empty());
        }
        List<Hop> hops = header == TrustSettings.Header.FORWARDED ? forwarded(fields) : xForwarded(fields);
        Hop farthest = null;
        for (int at = hops.size() - 1; at >= 0; at--) {
            Hop hop = hops.get(at);
            InetAddress told = addressOf(hop.address());
            if (told == null) {
                break;
            }
            farthest = new Hop(told.getHostAddress(), hop.scheme(), hop.host());
            if (!AddressRange.anyHolds(trusted, told)) {
                break;
            }
        }
        if (farthest == null) {
            return new Sender(direct, Optional.empty(), Optional.empty());
        }
        return new Sender(
                farthest.address(),
                Optional.ofNullable(farthest.scheme())
                        .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                        .filter(scheme -> scheme.equals("http") || scheme.equals("https")),
                Optional.ofNullable(farthest.host())
                        .filter(host -> HOST.matcher(host).matches()));
    }

    private static List<Hop> xForwarded(HttpFields fields) {
        List<String> addresses = fields.getCSV("X-Forwarded-For", false);
        List<String> schemes = fields.getCSV("X-Forwarded-Proto", false);
        List<String> hosts = fields.getCSV("X-Forwarded-Host", false);
        List<Hop> hops = new ArrayList<>();
        for (int at = 0; at < addresses.size(); at++) {
            hops.add(new Hop(
                    addresses.get(at), beside(schemes, at, addresses.size()), beside(hosts, at, addresses.size())));
        }
        return hops;
    }

    /** Where every proxy added a value they stand side by side; where one wrote it alone, it is the last. */
    private static @Nullable String beside(List<String> values, int at, int size) {
        if (values.isEmpty()) {
            return null;
        }
        return values.size() == size ? values.get(at) : values.get(values.size() - 1);
    }

    private static List<Hop> forwarded(HttpFields fields) {
        List<Hop> hops = new ArrayList<>();
        for (String element : fields.getCSV("Forwarded", true)) {
            String address = "";
            String scheme = null;
            String host = null;
            for (String pair : element.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    continue;
                }
                String value = unquoted(pair.substring(equals + 1).trim());
                switch (pair.substring(0, equals).trim().toLowerCase(Locale.ROOT)) {
                    case "for" -> address = value;
                    case "proto" -> scheme = value;
                    case "host" -> host = value;
                    default -> {
                        // "by" and extensions say nothing about the sender.
                    }
                }
            }
            hops.add(new Hop(address, scheme, host));
        }
        return hops;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replace("\\", "") : value;
    }

    /** The address of a node, without its port; null for "unknown", made-up names and what is no address. */
    private static @Nullable InetAddress addressOf(String node) {
        String address = node.trim();
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            address = end < 0 ? address : address.substring(1, end);
        } else if (address.indexOf(':') >= 0 && address.indexOf(':') == address.lastIndexOf(':')) {
            address = address.substring(0, address.indexOf(':'));
        }
        try {
            return AddressRange.literal(address);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
