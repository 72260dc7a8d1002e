package dev.millrace.partner.environment;

/** An SFTP server that answers, wherever it runs, and what a client must know of it. */
public interface SftpHost extends AutoCloseable {

    /** Where this machine reaches it. */
    String host();

    /** The port on that host. */
    int port();

    /** The one user. */
    String username();

    /** How that user logs in. */
    String password();

    /** Of the key that it shows, as {@code ssh-keygen -l} prints it: {@code SHA256:} and Base64. */
    String hostKeyFingerprint();

    /** Ends the server; what it served stays. */
    @Override
    void close();
}
