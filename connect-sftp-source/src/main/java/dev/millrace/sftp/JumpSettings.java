package dev.millrace.sftp;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The SSH server that connections are handed on by.
 *
 * @param host empty for none
 * @param ownUsername whether the user's name at the jump host is configured
 */
record JumpSettings(
        Optional<String> host, int port, boolean ownUsername, LoginSettings login, HostKeySettings hostKey) {

    static final String PREFIX = "sftp.jump.";
    static final String HOST = PREFIX + "host";
    static final String PORT = PREFIX + "port";
    static final String USERNAME = PREFIX + LoginSettings.USERNAME;

    static void define(ConfigDef definition) {
        OptionGroup options = new OptionGroup(definition, "SFTP jump host")
                .text(
                        HOST,
                        null,
                        "The name or IP address of an SSH server that hands connections on to the SFTP server"
                                + " (ProxyJump). Set it where the SFTP server is reached through a bastion only.")
                .number(PORT, 22, 1, 65_535, "The TCP port of the jump host. Change it where it listens elsewhere.")
                .text(
                        USERNAME,
                        null,
                        "The user to log in to the jump host as. Leave it out where it is the one of sftp.username.");
        LoginSettings.define(options, PREFIX);
        HostKeySettings.define(options, PREFIX);
    }

    static JumpSettings from(AbstractConfig config, String username) {
        Optional<String> own = Texts.text(config, USERNAME);
        return new JumpSettings(
                Texts.text(config, HOST),
                config.getInt(PORT),
                own.isPresent(),
                LoginSettings.from(config, PREFIX, own.orElse(username)),
                HostKeySettings.from(config, PREFIX));
    }

    /** Where it is, if there is one. */
    Optional<ServerAddress> address() {
        return host.map(name -> new ServerAddress(name, port));
    }

    void validate(Problems problems) {
        if (host.isEmpty()) {
            if (ownUsername || login.isGiven() || hostKey.isGiven()) {
                problems.report(HOST, "is needed with the other " + PREFIX + " options: set it or remove them");
            }
            return;
        }
        if (!host.get().matches("[\\w.:%-]+")) {
            problems.report(HOST, "is the host name or IP address alone, without scheme, user, port or path");
        }
        login.validate(problems);
        hostKey.validate(problems);
    }
}
