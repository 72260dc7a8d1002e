package dev.millrace.containers;

import dev.millrace.partner.environment.Broker;
import dev.millrace.partner.environment.Environment;
import dev.millrace.partner.environment.Launch;
import dev.millrace.partner.environment.Login;
import dev.millrace.partner.environment.ServerInstance;
import dev.millrace.partner.environment.SftpHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Every server runs in a container of its own, by the images of {@code docker-compose.yml}.
 *
 * <p>Where no engine answers, tests fail: whoever asked for containers would take a skipped test for a passed one.
 */
public final class ContainerEnvironment implements Environment {
    private final Images images = Images.ofCheckout();

    @Override
    public Optional<String> missing(Supplier<Optional<String>> beside) {
        return Optional.empty();
    }

    @Override
    public ServerInstance postgres(Login superuser, Map<String, String> settings, Launch<ServerInstance> beside)
            throws IOException {
        Engine.require();
        return new PostgresImage(images.named("POSTGRES_IMAGE"), superuser, settings).start();
    }

    @Override
    public ServerInstance mysql(Login user, List<String> options, Launch<ServerInstance> beside) throws IOException {
        Engine.require();
        return new MySqlImage(images.named("MYSQL_IMAGE"), user, options).start();
    }

    @Override
    public Broker kafka(Map<String, String> settings, Launch<Broker> beside) throws IOException {
        Engine.require();
        return new KafkaImage(images.named("KAFKA_IMAGE"), settings).start();
    }

    @Override
    public SftpHost sftp(Path served, Login user, Launch<SftpHost> beside) throws IOException {
        Engine.require();
        return new SftpImage(images.named("SFTP_IMAGE"), served, user).start();
    }
}
