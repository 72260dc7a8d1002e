package dev.millrace.partner.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every server runs beside the tests. */
final class EmbeddedEnvironment implements Environment {

    @Override
    public Optional<String> missing(Supplier<Optional<String>> beside) {
        return beside.get();
    }

    @Override
    public ServerInstance postgres(Login superuser, Map<String, String> settings, Launch<ServerInstance> beside)
            throws IOException {
        return beside.start();
    }

    @Override
    public ServerInstance mysql(Login user, List<String> options, Launch<ServerInstance> beside) throws IOException {
        return beside.start();
    }

    @Override
    public Broker kafka(Map<String, String> settings, Launch<Broker> beside) throws IOException {
        return beside.start();
    }

    @Override
    public SftpHost sftp(Path served, Login user, Launch<SftpHost> beside) throws IOException {
        return beside.start();
    }
}
