package dev.millrace.ops.figures;

import dev.millrace.ops.CommandFailure;
import dev.millrace.ops.connect.ServerAccess;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.remote.JMXServiceURL;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Where workers show what they count, as options, environment and settings file say. */
record MetricsSettings(List<String> urls, ServerAccess access, Duration timeout) {

    static final String PREFIX = "metrics.";
    static final String URLS = PREFIX + "urls";
    static final String USER = PREFIX + "user";
    static final String PASSWORD_FILE = PREFIX + "password.file";
    static final String TIMEOUT_MS = PREFIX + "timeout.ms";

    /** RMI's own limit of an answer, which has none by default; nothing else of this program speaks RMI. */
    private static final String RMI_LIMIT = "sun.rmi.transport.tcp.responseTimeout";

    private static final ConfigDef DEFINITION = definition();

    MetricsSettings {
        urls = List.copyOf(urls);
    }

    /** All that a settings file and the environment may say. */
    static Set<String> keys() {
        return DEFINITION.names();
    }

    static MetricsSettings from(Map<String, String> settings) {
        try {
            AbstractConfig config = new AbstractConfig(DEFINITION, settings, false);
            return new MetricsSettings(
                    config.getList(URLS),
                    ServerAccess.from(config, PREFIX),
                    Duration.ofMillis(config.getLong(TIMEOUT_MS)));
        } catch (ConfigException wrong) {
            throw CommandFailure.usage(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /**
     * What reads them; nothing is read yet.
     *
     * @throws CommandFailure when one is no such address
     */
    FigureAddresses addresses() {
        return new FigureAddresses(urls.stream().map(this::address).toList(), timeout);
    }

    private WorkerAddress address(String url) {
        try {
            if (url.startsWith("service:jmx:")) {
                if (System.getProperty(RMI_LIMIT) == null) {
                    System.setProperty(RMI_LIMIT, String.valueOf(timeout.toMillis() * 2));
                }
                return new JmxServer(new JMXServiceURL(url), access);
            }
            URI page = URI.create(url);
            boolean usable =
                    page.getHost() != null && ("http".equals(page.getScheme()) || "https".equals(page.getScheme()));
            if (usable && page.getUserInfo() == null) {
                return new ExporterPage(page, access, timeout);
            }
        } catch (MalformedURLException | IllegalArgumentException wrong) {
            // Said below, without the text, which may hold a password.
        }
        throw CommandFailure.usage(URLS + " has an entry that is neither the page of an exporter, such as"
                + " http://worker.example.com:9404/metrics, nor a worker's JMX, such as"
                + " service:jmx:rmi:///jndi/rmi://worker.example.com:9999/jmxrmi; user and password are " + USER
                + " and " + PREFIX + "password");
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(URLS, ConfigDef.Type.LIST, List.of(), ConfigDef.Importance.HIGH, "")
                .define(
                        TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.between(1L, 600_000L),
                        ConfigDef.Importance.LOW,
                        "");
        ServerAccess.define(definition, PREFIX);
        return definition;
    }
}
