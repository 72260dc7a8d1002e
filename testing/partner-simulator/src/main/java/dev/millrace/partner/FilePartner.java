package dev.millrace.partner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What every server of files can be told, whatever its protocol. Paths are the client's: {@code /in/orders.csv}, {@code /}
 * being the served folder.
 *
 * <p>Switches may be thrown at any time from any thread and hold until thrown back. Thread-safe; {@link #close()} cuts
 * every connection and ends every thread.
 */
public sealed interface FilePartner extends AutoCloseable permits FtpPartner, SftpPartner {

    String host();

    int port();

    String username();

    String password();

    /** The served folder. */
    Path root();

    /** How many connections ever came in. */
    long connections();

    /** How many sessions ever logged in. */
    long sessions();

    /** How many sessions are open now. */
    int openSessions();

    /** How many bytes of this file were served in all. */
    long bytesRead(String path);

    /** The offset of the first byte that each opening of this file asked for, in order. */
    List<Long> readStarts(String path);

    /** Turns every login down, as if the password were wrong; open sessions stay. */
    void refuseLogin(boolean on);

    /**
     * Cuts one connection without a word after this many more bytes of file data, then never again.
     *
     * @param bytes at least 1
     */
    void dropConnectionAfterBytes(long bytes);

    /** Like {@link #dropConnectionAfterBytes}, but again and again until {@link #keepConnections()}. */
    void dropConnectionEvery(long bytes);

    /** Disarms the cuts. */
    void keepConnections();

    /** Lets every read of a file wait this long; {@link Duration#ZERO} ends it at once. */
    void delayPerRead(Duration delay);

    /** Takes requests and answers none of them until thrown back. */
    void hang(boolean on);

    /** Refuses whatever would change a file or folder. */
    void readOnly(boolean on);

    /** Refuses to open, rename and remove this path and all below it. */
    void denyPath(String path);

    /** Cuts every connection at once; new ones are welcome. */
    void cutAllSessions();

    /** Goes down: cuts every connection and refuses new ones, until {@link #listenAgain()}. Does nothing when down. */
    void stopListening() throws IOException;

    /** Comes back on the same port. Does nothing when up. */
    void listenAgain() throws IOException;

    @Override
    void close();
}
