package dev.millrace.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a Connect worker is to be started.
 *
 * @param home the Kafka release it runs
 * @param folder where its configuration and log are written
 * @param bootstrapServers the broker it belongs to
 * @param pluginPath folders whose direct children are unpacked plugins
 * @param groupId the cluster it joins; it names the internal topics as well
 * @param port where its REST API listens on the loopback address
 * @param heap the most memory it may use, in the form of {@code -Xmx}: {@code 256m}
 * @param jvmOptions further options of its virtual machine
 * @param environment variables that {@code ${env:NAME}} of a connector configuration finds
 * @param properties worker properties that are added to the generated ones, or replace them
 */
public record WorkerSettings(
        KafkaHome home,
        Path folder,
        String bootstrapServers,
        List<Path> pluginPath,
        String groupId,
        int port,
        String heap,
        List<String> jvmOptions,
        Map<String, String> environment,
        Map<String, String> properties) {

    /** Copies the collections. */
    public WorkerSettings {
        pluginPath = List.copyOf(pluginPath);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** A worker with 256 MB of heap, JSON converters without schemas and a flush of offsets every 2 s, on a free port. */
    public static WorkerSettings of(KafkaHome home, Path folder, String bootstrapServers, Path... pluginPath) {
        return new WorkerSettings(
                home,
                folder.toAbsolutePath(),
                bootstrapServers,
                List.of(pluginPath),
                "millrace",
                FreePorts.next(),
                "256m",
                List.of(),
                Map.of(),
                Map.of());
    }

    /** The same in another Connect cluster. */
    public WorkerSettings inGroup(String group) {
        return new WorkerSettings(
                home, folder, bootstrapServers, pluginPath, group, port, heap, jvmOptions, environment, properties);
    }

    /** The same with exactly-once delivery for sources (KIP-618). */
    public WorkerSettings exactlyOnce() {
        return with(Map.of("exactly.once.source.support", "enabled"));
    }

    /** The same with another limit of memory, such as {@code 1g}. */
    public WorkerSettings withHeap(String limit) {
        return new WorkerSettings(
                home, folder, bootstrapServers, pluginPath, groupId, port, limit, jvmOptions, environment, properties);
    }

    /** The same with further options of the virtual machine. */
    public WorkerSettings withJvmOptions(String... options) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.addAll(List.of(options));
        return new WorkerSettings(
                home, folder, bootstrapServers, pluginPath, groupId, port, heap, all, environment, properties);
    }

    /**
     * The same with its MBeans at this port of the loopback address, for everybody on this machine: see
     * {@link #figures(int)}.
     */
    public WorkerSettings withFigures(int jmxPort) {
        return withJvmOptions(
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Dcom.sun.management.jmxremote.port=" + jmxPort,
                "-Dcom.sun.management.jmxremote.rmi.port=" + jmxPort,
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false",
                "-Djava.rmi.server.hostname=127.0.0.1");
    }

    /** The address of MBeans at a port of the loopback address. */
    public static String figures(int jmxPort) {
        return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi";
    }

    /** The same with further environment variables. */
    public WorkerSettings withEnvironment(Map<String, String> variables) {
        return new WorkerSettings(
                home,
                folder,
                bootstrapServers,
                pluginPath,
                groupId,
                port,
                heap,
                jvmOptions,
                merged(environment, variables),
                properties);
    }

    /** The same with further worker properties. */
    public WorkerSettings with(Map<String, String> more) {
        return new WorkerSettings(
                home,
                folder,
                bootstrapServers,
                pluginPath,
                groupId,
                port,
                heap,
                jvmOptions,
                environment,
                merged(properties, more));
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> more) {
        Map<String, String> merged = new LinkedHashMap<>(base);
        merged.putAll(more);
        return merged;
    }
}
