package dev.millrace.vault;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where the store is and how long its secrets hold.
 *
 * @param address without a slash at its end
 * @param ttl how long Connect takes a secret as good; empty for ever
 * @param staleMax how long a secret that was read before helps while the store can't be reached; zero for not at all
 */
record StoreSettings(
        String address, Optional<String> namespace, List<String> mounts, Optional<Duration> ttl, Duration staleMax) {

    static final String ADDRESS = "address";
    static final String NAMESPACE = "namespace";
    static final String MOUNTS = "mounts";
    static final String TTL = "ttl.ms";
    static final String STALE_MAX = "stale.max.ms";

    StoreSettings {
        mounts = List.copyOf(mounts);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Store")
                .required(
                        ADDRESS,
                        ConfigDef.Type.STRING,
                        "The address of the store, such as https://vault.example:8200. Where it has several nodes, name the one"
                                + " address that always leads to the active one.")
                .text(
                        NAMESPACE,
                        null,
                        "The namespace that logins and secrets belong to, such as integration/orders. Set it with Vault Enterprise,"
                                + " HCP Vault or OpenBao where namespaces are used.")
                .list(
                        MOUNTS,
                        "",
                        "The mounts whose names have slashes, such as kv/team-a; in a path without one of them, the first segment"
                                + " is the mount. Set it where engines are mounted deeper.")
                .number(
                        TTL,
                        Duration.ofHours(1).toMillis(),
                        0L,
                        Duration.ofDays(30).toMillis(),
                        "After how long Connect asks for the secrets of a connector again, in milliseconds; 0 for never. Lower it"
                                + " where rotated secrets must be taken up sooner: within two of these periods.")
                .number(
                        STALE_MAX,
                        Duration.ofDays(1).toMillis(),
                        0L,
                        Duration.ofDays(30).toMillis(),
                        "How long, in milliseconds, a secret that was read before is used again while the store can't be reached or is"
                                + " sealed; 0 for not at all. Lower it where a connector must rather not start than start with"
                                + " a secret that may have been replaced.");
    }

    static StoreSettings from(AbstractConfig config) {
        return new StoreSettings(
                config.getString(ADDRESS).strip().replaceFirst("/+$", ""),
                Optional.ofNullable(config.getString(NAMESPACE))
                        .map(StoreSettings::bare)
                        .filter(name -> !name.isEmpty()),
                config.getList(MOUNTS).stream().map(StoreSettings::bare).toList(),
                Optional.of(Duration.ofMillis(config.getLong(TTL))).filter(ttl -> !ttl.isZero()),
                Duration.ofMillis(config.getLong(STALE_MAX)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        addressFault(config.getString(ADDRESS).strip()).ifPresent(fault -> problems.report(ADDRESS, fault));
        String namespace = config.getString(NAMESPACE);
        if (namespace != null && !namespace.strip().matches("[\\x21-\\x7e]*")) {
            problems.report(
                    NAMESPACE, "holds other than printable ASCII without spaces: write it as the store shows it");
        }
        if (config.getList(MOUNTS).stream().map(StoreSettings::bare).anyMatch(String::isEmpty)) {
            problems.report(MOUNTS, "holds a name that is empty: write each mount as the store lists it");
        }
    }

    private static Optional<String> addressFault(String text) {
        try {
            URI address = new URI(text);
            String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (!List.of("http", "https").contains(scheme) || address.getHost() == null) {
                return Optional.of("is no address of a server: write it as https://vault.example:8200");
            }
            if (address.getRawQuery() != null || address.getRawFragment() != null || address.getRawUserInfo() != null) {
                return Optional.of("has more than scheme, host, port and path: write it as https://vault.example:8200");
            }
            return text.replaceFirst("/+$", "").endsWith("/v1")
                    ? Optional.of("ends with /v1, which is added to it: leave that out")
                    : Optional.empty();
        } catch (URISyntaxException unfit) {
            return Optional.of("is no address: write it as https://vault.example:8200");
        }
    }

    private static String bare(String path) {
        return path.strip().replaceAll("^/+|/+$", "");
    }
}
