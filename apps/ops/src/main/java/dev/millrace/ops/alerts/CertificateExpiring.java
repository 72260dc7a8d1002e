package dev.millrace.ops.alerts;

import dev.millrace.ops.watch.FlowView;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The certificate of a server ends soon: of the https addresses in the configurations of connectors, and of others.
 *
 * @param addresses host and port of servers that no configuration names by https
 */
record CertificateExpiring(Names connectors, List<String> addresses, Duration within) implements Condition {

    private static final int HTTPS = 443;

    CertificateExpiring {
        addresses = List.copyOf(addresses);
    }

    @Override
    public List<Verdict> judge(Sight sight) {
        Map<String, String> servers = new TreeMap<>();
        addresses.forEach(address -> servers.put(address, ""));
        for (FlowView flow : sight.view().flows()) {
            if (connectors.match(flow.name())) {
                flow.config().values().stream()
                        .flatMap(CertificateExpiring::addresses)
                        .forEach(address -> servers.putIfAbsent(address, flow.name()));
            }
        }
        return servers.entrySet().stream()
                .map(server -> judge(server.getKey(), server.getValue(), sight))
                .toList();
    }

    private Verdict judge(String address, String connector, Sight sight) {
        Optional<Certificates.Known> known = sight.certificates().known(address);
        if (known.isEmpty()) {
            return new Verdict(address, connector, Verdict.Outcome.UNKNOWN, "It was not asked yet.");
        }
        Certificates.Known found = known.get();
        if (found.end().isEmpty()) {
            return new Verdict(
                    address,
                    connector,
                    Verdict.Outcome.UNKNOWN,
                    "No certificate could be had: " + found.trouble() + ".");
        }
        var end = found.end().get();
        boolean soon = end.isBefore(sight.now().plus(within));
        String verb = end.isBefore(sight.now()) ? " ended on " : " ends on ";
        return new Verdict(
                address,
                connector,
                soon ? Verdict.Outcome.BROKEN : Verdict.Outcome.KEPT,
                soon
                        ? "The certificate of " + address + verb
                                + end.atZone(ZoneOffset.UTC).toLocalDate() + "."
                        : "");
    }

    /** Host and port of https addresses in a value, which may list several. */
    private static Stream<String> addresses(String value) {
        return Stream.of(value.split("[\\s,]+"))
                .filter(word -> word.regionMatches(true, 0, "https://", 0, 8))
                .map(CertificateExpiring::server)
                .flatMap(Optional::stream);
    }

    private static Optional<String> server(String word) {
        // What stands behind the host may hold places for fields, which no URI has.
        String head = word.replaceFirst("^(https://[^/?#]*).*", "$1");
        try {
            URI uri = URI.create(head);
            return Optional.ofNullable(uri.getHost())
                    .map(host -> host + ":" + (uri.getPort() < 0 ? HTTPS : uri.getPort()));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
