package dev.millrace.partner.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where real servers run that tests are made against. {@link ChosenEnvironment} tells which one it is.
 *
 * <p>Each method is told how the server is started beside the tests too, for only its own module knows that. Each returns
 * when the server answers, and fails when it does not. Thread-safe.
 */
public interface Environment {

    /**
     * Why a database can't run here, in a sentence for whoever reads that a test was skipped; empty when one can.
     *
     * @param beside why it can't run beside the tests
     */
    Optional<String> missing(Supplier<Optional<String>> beside);

    /**
     * Starts PostgreSQL, without data.
     *
     * @param superuser who may do everything
     * @param settings lines of postgresql.conf, by name
     */
    ServerInstance postgres(Login superuser, Map<String, String> settings, Launch<ServerInstance> beside)
            throws IOException;

    /**
     * Starts MySQL, without data.
     *
     * @param user who may do everything, from any host
     * @param options of {@code mysqld}
     */
    ServerInstance mysql(Login user, List<String> options, Launch<ServerInstance> beside) throws IOException;

    /**
     * Starts Kafka, a broker that is its own controller, without topics.
     *
     * @param settings lines of server.properties, by name, but for those about listeners, roles and folders
     */
    Broker kafka(Map<String, String> settings, Launch<Broker> beside) throws IOException;

    /**
     * Starts an SFTP server with no fault switches.
     *
     * @param served what its user sees as {@code /}; tests and user write to the folders that are in it now, and nowhere else
     */
    SftpHost sftp(Path served, Login user, Launch<SftpHost> beside) throws IOException;
}
