package dev.millrace.ops.figures;

import dev.millrace.ops.connect.ConnectOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where workers show what they count: a {@link Mixin} of the console. What the command line says goes before the
 * environment, and both before the settings file, which is that of {@link ConnectOptions}.
 */
public final class MetricsOptions {

    @Option(
            names = "--metrics",
            paramLabel = "URL",
            description = "Where a worker shows what it counts: the page of a Prometheus exporter, such as"
                    + " http://worker:9404/metrics, or its JMX, such as"
                    + " service:jmx:rmi:///jndi/rmi://worker:9999/jmxrmi. One for each worker. Else MILLRACE_METRICS_URLS"
                    + " of the environment, else metrics.urls of the settings file, separated by commas.")
    private List<String> urls = List.of();

    @Option(
            names = "--metrics-user",
            paramLabel = "NAME",
            description = "Who logs in there. The password is MILLRACE_METRICS_PASSWORD of the environment,"
                    + " metrics.password of the settings file, or what a file holds.")
    private @Nullable String user;

    @Option(
            names = "--metrics-password-file",
            paramLabel = "FILE",
            description = "A file that holds the password, and nothing else.")
    private @Nullable Path passwordFile;

    /**
     * The addresses that the options name, maybe none; nothing is read yet.
     *
     * @param connect has the settings file
     * @throws dev.millrace.ops.CommandFailure when one is no address, or a file or a value can't be used
     */
    public FigureAddresses addresses(ConnectOptions connect) {
        return addresses(connect, System.getenv());
    }

    FigureAddresses addresses(ConnectOptions connect, Map<String, String> environment) {
        Map<String, String> settings = connect.settings(MetricsSettings.keys(), environment);
        if (!urls.isEmpty()) {
            settings.put(MetricsSettings.URLS, String.join(",", urls));
        }
        if (user != null) {
            settings.put(MetricsSettings.USER, user);
        }
        if (passwordFile != null) {
            settings.put(MetricsSettings.PASSWORD_FILE, passwordFile.toString());
        }
        return MetricsSettings.from(settings).addresses();
    }
}
