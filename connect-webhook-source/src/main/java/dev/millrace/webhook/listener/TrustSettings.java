package dev.millrace.webhook.listener;

import dev.millrace.http.address.AddressRange;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What proxies in front may say about a request, and which address senders use.
 *
 * @param proxyProtocol ranges of proxies that begin connections with a PROXY header
 * @param forwarded ranges of proxies whose header fields are believed
 * @param publicBaseUrl what stands before the path in the address that senders use, without a slash at its end
 */
record TrustSettings(
        List<String> proxyProtocol, List<String> forwarded, Header header, Optional<String> publicBaseUrl) {

    /** Which fields a proxy writes; the others are the sender's own and mean nothing. */
    enum Header {
        X_FORWARDED,
        FORWARDED
    }

    static final String PROXY_PROTOCOL = "listener.proxy.protocol.trusted";
    static final String FORWARDED = "listener.forwarded.trusted";
    static final String HEADER = "listener.forwarded.header";
    static final String PUBLIC_BASE_URL = "public.base.url";

    TrustSettings {
        proxyProtocol = List.copyOf(proxyProtocol);
        forwarded = List.copyOf(forwarded);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Proxies")
                .list(
                        PROXY_PROTOCOL,
                        "",
                        "Addresses or ranges, such as 10.0.0.0/8, of proxies that tell the sender's address by the PROXY"
                                + " protocol, version 1 or 2. Set it behind a proxy that passes TCP on; nobody else is"
                                + " believed.")
                .list(
                        FORWARDED,
                        "",
                        "Addresses or ranges of proxies whose header fields about the sender, the host and the scheme are"
                                + " believed. Set it behind a proxy that speaks HTTP; nobody else is believed.")
                .choice(
                        HEADER,
                        Header.X_FORWARDED,
                        "Which fields the trusted proxies write: x-forwarded for X-Forwarded-For, -Host and -Proto,"
                                + " forwarded for Forwarded (RFC 7239). The other kind is ignored, because a proxy may let"
                                + " a sender's own pass.")
                .text(
                        PUBLIC_BASE_URL,
                        null,
                        "Scheme, host and leading path that senders use, such as https://hooks.example.com; it replaces"
                                + " what the request says where an address is signed. Set it where a proxy changes host or"
                                + " path.");
    }

    static TrustSettings from(AbstractConfig config) {
        return new TrustSettings(
                config.getList(PROXY_PROTOCOL),
                config.getList(FORWARDED),
                OptionGroup.choiceOf(Header.class, config.getString(HEADER)),
                Optional.ofNullable(config.getString(PUBLIC_BASE_URL))
                        .map(url -> url.trim().replaceFirst("/+$", ""))
                        .filter(url -> !url.isEmpty()));
    }

    static void validate(AbstractConfig config, Problems problems) {
        for (String key : List.of(PROXY_PROTOCOL, FORWARDED)) {
            for (String range : config.getList(key)) {
                try {
                    AddressRange unused = AddressRange.parse(range);
                } catch (IllegalArgumentException wrong) {
                    problems.report(key, "holds what is no address or range: " + wrong.getMessage());
                }
            }
        }
        from(config)
                .publicBaseUrl()
                .filter(url -> !isBase(url))
                .ifPresent(url -> problems.report(
                        PUBLIC_BASE_URL, "must be http:// or https:// with a host, and no query: what senders use"));
    }

    Map<String, Object> byKey() {
        return Map.of(
                PROXY_PROTOCOL, proxyProtocol, FORWARDED, forwarded, HEADER, header, PUBLIC_BASE_URL, publicBaseUrl);
    }

    private static boolean isBase(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
