package dev.millrace.it;

import dev.millrace.quickstart.KafkaHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A folder that is used like an unpacked download of Kafka: the programs of {@code bin/} that guides name, which start Kafka's own
 * main classes from its jars.
 */
final class DownloadedKafka {

    private static final Map<String, String> SERVERS = Map.of(
            "kafka-server-start.sh", "kafka.Kafka",
            "connect-distributed.sh", "org.apache.kafka.connect.cli.ConnectDistributed");

    /** They log only what is wrong, and not to their output, which scripts read. */
    private static final Map<String, String> TOOLS = Map.of(
            "kafka-storage.sh", "kafka.tools.StorageTool",
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer");

    private static final String TOOLS_LOG = """
            status=warn
            appender.error.type=Console
            appender.error.name=error
            appender.error.target=SYSTEM_ERR
            appender.error.layout.type=PatternLayout
            appender.error.layout.pattern=[%d] %p %m (%c)%n
            rootLogger.level=warn
            rootLogger.appenderRef.error.ref=error
            """;

    private DownloadedKafka() {}

    /**
     * Lays the programs out.
     *
     * @param folder what becomes {@code KAFKA_HOME}
     * @param home the jars of the release
     * @param tools the folder with the jar of its tools, which a broker and a worker do without
     */
    static void layOut(Path folder, KafkaHome home, Path tools) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path toolsLog = Files.writeString(folder.resolve("tools-log4j2.properties"), TOOLS_LOG);
        String classPath = home.folder() + File.separator + "*" + File.pathSeparator + tools.toAbsolutePath()
                + File.separator + "*";
        for (Map.Entry<String, String> server : SERVERS.entrySet()) {
            write(
                    bin.resolve(server.getKey()),
                    home.folder().resolve("log4j2.properties"),
                    classPath,
                    server.getValue());
        }
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            write(bin.resolve(tool.getKey()), toolsLog, classPath, tool.getValue());
        }
    }

    private static void write(Path script, Path log, String classPath, String mainClass) throws IOException {
        Files.writeString(script, """
                #!/bin/sh
                exec '%s' -Xmx512m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile='%s' -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"), log, classPath, mainClass));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
