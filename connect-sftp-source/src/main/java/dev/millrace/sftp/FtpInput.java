package dev.millrace.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.apache.commons.net.ftp.FTPReply;

/**
 * The bytes of a data connection; every read keeps to the deadline. The end of the data counts only when the server confirms
 * it on the control connection, for a cut connection ends alike. Closed in its middle it leaves the control connection fit
 * for the next command when the server answers at once, and ends it otherwise.
 */
final class FtpInput extends InputStream {

    /** How long a server may take to notice that nobody reads any more; another login costs less than to wait longer. */
    private static final int PARTING_MILLIS = 1_000;

    private final FtpControl control;
    private final Socket data;
    private final InputStream in;
    private final Deadline deadline;
    private final long keepaliveNanos;
    private long lastSign = System.nanoTime();
    private int unanswered;
    private boolean ended;
    private boolean closed;

    FtpInput(FtpControl control, Socket data, Deadline deadline) throws IOException {
        this.control = control;
        this.data = data;
        this.in = data.getInputStream();
        this.deadline = deadline;
        this.keepaliveNanos = control.keepalive().toNanos();
    }

    /** Whether the control connection waits for the end of this transfer. */
    boolean occupies(FtpControl other) {
        return control == other && !closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) {
            throw new SocketException("read after it was closed");
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        deadline.begins();
        try {
            keepAlive();
            int count = in.read(bytes, offset, length);
            if (count < 0) {
                data.close();
                confirmEnd();
                ended = true;
            }
            return count;
        } catch (IOException failed) {
            control.close();
            throw failed;
        } finally {
            deadline.ended();
        }
    }

    /** Never fails: what could not be ended in order is cut. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (!ended) {
            deadline.begins();
            try {
                part();
            } catch (IOException slow) {
                control.close();
            } finally {
                deadline.ended();
            }
        }
        if (unanswered > 0) {
            // Answers may still come, and would be taken for those of other commands.
            control.close();
        }
        closed = true;
    }

    /** A server may forget a control connection on which nothing is said while data flows. */
    private void keepAlive() throws IOException {
        if (keepaliveNanos > 0 && System.nanoTime() - lastSign > keepaliveNanos) {
            lastSign = System.nanoTime();
            unanswered++;
            control.send("NOOP");
        }
    }

    private void confirmEnd() throws IOException {
        int code = control.answer();
        while (unanswered > 0 && code == FTPReply.COMMAND_OK) {
            unanswered--;
            code = control.answer();
        }
        if (!FTPReply.isPositiveCompletion(code)) {
            throw new IOException("the server broke the transfer off (" + control.text() + ")");
        }
    }

    /** The server hears of it by its next write, and tells the end of the transfer by whatever code it has for that. */
    private void part() throws IOException {
        int patience = control.getSoTimeout();
        data.close();
        control.setSoTimeout(PARTING_MILLIS);
        int code = control.answer();
        while (unanswered > 0 && code == FTPReply.COMMAND_OK) {
            unanswered--;
            code = control.answer();
        }
        control.setSoTimeout(patience);
    }
}
