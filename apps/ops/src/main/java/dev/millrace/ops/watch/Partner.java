package dev.millrace.ops.watch;

import dev.millrace.ops.cluster.ShownConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other side of a connector, as its configuration names it. */
final class Partner {

    /** What connectors of others call the address. */
    private static final List<String> ADDRESSES =
            List.of("connection.url", "url", "hosts", "mongodb.connection.string", "connection.uri", "bucket", "file");

    private static final List<String> ROUTED = List.of("route.", "endpoint.");

    private final Map<String, String> config;

    private Partner(Map<String, String> config) {
        this.config = config;
    }

    /** Address or folder, without login and query; references to config providers as they stand. */
    static String of(Map<String, String> config) {
        return withoutLogin(ShownConfig.without(new Partner(config).address()));
    }

    private static String withoutLogin(String address) {
        int host = address.indexOf("://") + 3;
        if (host < 3) {
            return address;
        }
        int login = until(address.substring(host), "/").lastIndexOf('@');
        return address.substring(0, host) + address.substring(host + login + 1);
    }

    private String address() {
        if (has("input.folders")) {
            return files();
        }
        if (has("webhook.path") || has("listener.port")) {
            return "webhook " + get("webhook.path", "/");
        }
        if (config.keySet().stream().anyMatch(key -> key.equals("http.url") || key.endsWith(".http.url"))) {
            return http();
        }
        if (has("database.url")) {
            return database(get("database.url", ""));
        }
        if (has("database.hostname")) {
            return get("database.hostname", "") + "/" + get("database.dbname", get("database.names", ""));
        }
        if (has("session.file") || has("session.text")) {
            return has("hosts")
                    ? "tcp://" + first(get("hosts", ""))
                    : "tcp listener :" + get("listener.port", get("port", ""));
        }
        return ADDRESSES.stream()
                .filter(this::has)
                .map(key -> key.equals("connection.url") ? database(get(key, "")) : get(key, ""))
                .findFirst()
                .orElse("");
    }

    private String files() {
        String store = get("store", "sftp");
        String host = store.startsWith("ftp") ? get("ftp.host", "") : get("sftp.host", get("file.store.name", ""));
        String folder = first(get("input.folders", ""));
        return store.equals("file")
                ? "file:" + get("file.store.name", "") + folder
                : store + "://" + first(host) + folder;
    }

    /** Scheme, host and port of the first address. */
    private String http() {
        String url = Optional.ofNullable(config.get("http.url"))
                .filter(set -> !set.isBlank())
                .orElseGet(() -> config.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(".http.url")
                                && ROUTED.stream().anyMatch(entry.getKey()::startsWith))
                        .map(Map.Entry::getValue)
                        .sorted()
                        .findFirst()
                        .orElse(""));
        int host = url.indexOf("://") < 0 ? 0 : url.indexOf("://") + 3;
        return url.substring(0, host) + until(url.substring(host), "/?");
    }

    private static String database(String url) {
        return until(url.replaceFirst("^jdbc:", ""), "?;");
    }

    private static String first(String list) {
        return until(list, ",").strip();
    }

    /** The part before the first of these signs; what stands within a reference is none of them. */
    private static String until(String text, String signs) {
        for (int i = 0; i < text.length(); i++) {
            int end = text.startsWith("${", i) ? text.indexOf('}', i) : -1;
            if (end > 0) {
                i = end;
            } else if (signs.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private boolean has(String key) {
        return !get(key, "").isBlank();
    }

    private String get(String key, String otherwise) {
        return config.getOrDefault(key, otherwise);
    }
}
