package dev.millrace.sftp;

import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.LocalFileStore;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Where the files live: the chosen store with its own settings. */
sealed interface StoreSettings {

    /** The stores there are. */
    enum Kind {
        SFTP,
        FTP,
        FTPS,
        FILE;

        /** Whether this store reads the option. */
        boolean uses(String key) {
            return switch (this) {
                case SFTP -> key.startsWith("sftp.");
                case FTP -> key.startsWith("ftp.");
                case FTPS -> key.startsWith("ftp.") || key.startsWith("ftps.");
                case FILE -> key.startsWith("file.store.");
            };
        }

        /** The options that this store can't do without. */
        List<String> needed() {
            return switch (this) {
                case SFTP -> List.of(SftpSettings.HOST, SftpSettings.USERNAME);
                case FTP, FTPS -> List.of(FtpSettings.HOST, FtpSettings.USERNAME);
                case FILE -> List.of();
            };
        }

        /** Whether the option belongs to some store. */
        static boolean isOfStore(String key) {
            for (Kind kind : values()) {
                if (kind.uses(key)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String STORE = "store";
    String NAME = "file.store.name";

    /** A new store, not connected yet. */
    FileStore newStore();

    /** The option to blame for a failure; empty when it is none of the store's own. */
    Optional<String> keyOf(ConnectorFailure failure);

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Store")
                .choice(
                        STORE,
                        Kind.SFTP,
                        "Where the files are: on an SFTP server, an FTP server without or with TLS, or in a folder that"
                                + " every worker has mounted at the same path. Options of the other stores must not be"
                                + " set.")
                .text(
                        NAME,
                        null,
                        "With store=file a name for what is mounted, such as nas-1; it is part of the stored offsets. Set"
                                + " it where two connectors read different mounts at equal paths.");
        SftpSettings.define(definition);
        FtpSettings.define(definition);
        FtpsSettings.define(definition);
    }

    /** The chosen store; the other stores' options are not looked at. */
    static StoreSettings from(AbstractConfig config) {
        return switch (kind(config)) {
            case SFTP -> new OnSftp(SftpSettings.from(config));
            case FTP -> new OnFtp(FtpSettings.from(config, Optional.empty()));
            case FTPS -> new OnFtp(FtpSettings.from(config, Optional.of(FtpsSettings.from(config))));
            case FILE ->
                new Mounted(Optional.ofNullable(config.getString(NAME))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty()));
        };
    }

    /** Reports what the chosen store lacks, and what is set for another. */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        Kind kind = kind(config);
        boolean complete = true;
        for (String key : kind.needed()) {
            if (isUnset(configuration.get(key))) {
                problems.report(key, "is needed by store=" + kind);
                complete = false;
            }
        }
        for (String key : config.values().keySet()) {
            if (Kind.isOfStore(key) && !kind.uses(key) && !isUnset(configuration.get(key))) {
                problems.report(key, "is never used with store=" + kind + ": remove it, or choose its store");
            }
        }
        if (!complete) {
            return;
        }
        switch (kind) {
            case SFTP -> SftpSettings.validate(config, problems);
            case FTP -> FtpSettings.validate(config, problems);
            case FTPS -> {
                FtpSettings.validate(config, problems);
                FtpsSettings.validate(config, problems);
            }
            case FILE -> {
                String name = config.getString(NAME);
                if (!isUnset(name) && !name.trim().matches("[A-Za-z0-9._-]+")) {
                    problems.report(NAME, "may hold letters, digits, dots, dashes and underscores only");
                }
            }
        }
    }

    private static boolean isUnset(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static Kind kind(AbstractConfig config) {
        return OptionGroup.choiceOf(Kind.class, config.getString(STORE));
    }

    /** Files on an SFTP server. */
    record OnSftp(SftpSettings sftp) implements StoreSettings {

        @Override
        public FileStore newStore() {
            return new SftpFileStore(sftp);
        }

        /** What is certain about connecting lands on the option that must change, be it the server's or the jump host's. */
        @Override
        public Optional<String> keyOf(ConnectorFailure failure) {
            boolean atJump = JumpFailure.is(failure);
            LoginSettings login = atJump ? sftp.jump().login() : sftp.login();
            HostKeySettings hostKey = atJump ? sftp.jump().hostKey() : sftp.hostKey();
            String host = atJump ? JumpSettings.HOST : SftpSettings.HOST;
            return switch (JumpFailure.plainCode(failure)) {
                case StoreFailure.LOGIN -> Optional.of(login.refusedKey());
                case StoreFailure.HOST_KEY -> Optional.of(hostKey.usedKey());
                case HostKeys.UNREADABLE -> Optional.of(hostKey.key(HostKeySettings.KNOWN_HOSTS_FILE));
                case Login.KEY_UNUSABLE -> Optional.of(login.usedKey());
                case Login.MORE_KEY_UNUSABLE -> Optional.of(login.key(LoginSettings.MORE_KEY_FILES));
                case Login.CERTIFICATE_UNUSABLE -> Optional.of(login.usedCertificate());
                case Login.PASSPHRASE_WRONG -> Optional.of(login.key(LoginSettings.PASSPHRASE));
                case ConnectFailure.UNKNOWN_HOST -> Optional.of(host);
                case ConnectFailure.ALGORITHMS ->
                    Optional.of(ConnectFailure.disagreed(failure)
                            .map(Algorithm::key)
                            .orElse(host));
                case ForwardedSockets.REFUSED -> Optional.of(JumpSettings.HOST);
                case ProxySockets.LOGIN -> Optional.of(ProxySettings.USERNAME);
                case ProxySockets.REFUSED -> Optional.of(ProxySettings.HOST);
                default -> Optional.empty();
            };
        }
    }

    /** Files on an FTP server. */
    record OnFtp(FtpSettings ftp) implements StoreSettings {

        @Override
        public FileStore newStore() {
            return new FtpFileStore(ftp);
        }

        @Override
        public Optional<String> keyOf(ConnectorFailure failure) {
            return switch (failure.code()) {
                case StoreFailure.LOGIN -> Optional.of(FtpSettings.PASSWORD);
                case StoreFailure.HOST_KEY ->
                    Optional.of(
                            ftp.tls()
                                            .filter(tls -> tls.trustedFile().isPresent())
                                            .isPresent()
                                    ? FtpsSettings.TRUSTED_FILE
                                    : FtpsSettings.FINGERPRINTS);
                case FtpFailure.TRUST_UNREADABLE -> Optional.of(FtpsSettings.TRUSTED_FILE);
                case FtpFailure.CLIENT_CERTIFICATE -> Optional.of(FtpsSettings.CLIENT_CERTIFICATE_FILE);
                case FtpFailure.CLIENT_KEY -> Optional.of(FtpsSettings.CLIENT_KEY_FILE);
                case FtpFailure.CLIENT_PASSPHRASE -> Optional.of(FtpsSettings.CLIENT_KEY_PASSPHRASE);
                case FtpFailure.NO_TLS -> Optional.of(FtpsSettings.MODE);
                case ConnectFailure.UNKNOWN_HOST -> Optional.of(FtpSettings.HOST);
                default -> Optional.empty();
            };
        }
    }

    /** A folder that every worker has mounted. */
    record Mounted(Optional<String> name) implements StoreSettings {

        @Override
        public FileStore newStore() {
            return new LocalFileStore(name.orElse(""));
        }

        @Override
        public Optional<String> keyOf(ConnectorFailure failure) {
            return Optional.empty();
        }
    }
}
