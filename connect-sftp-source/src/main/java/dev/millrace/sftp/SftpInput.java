package dev.millrace.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SftpProgressMonitor;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a remote file from one of its bytes on; every read keeps to the deadline. Closed at the file's end it leaves
 * the channel fit for the next file; closed before, or after a failure, it ends the channel without waiting for reads that
 * are still under way.
 */
final class SftpInput extends InputStream {

    private final ChannelSftp channel;
    private final Deadline deadline;
    private final Size size = new Size();
    private final InputStream in;
    private long at;
    private boolean closed;

    SftpInput(ChannelSftp channel, String quotedPath, long at, Deadline deadline) throws SftpException {
        this.channel = channel;
        this.deadline = deadline;
        this.at = at;
        this.in = channel.get(quotedPath, size, at);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        deadline.begins();
        try {
            while (count == 0 && length > 0) {
                requireConnection();
                count = in.read(bytes, offset, length);
                deadline.begins();
            }
        } finally {
            deadline.ended();
        }
        at += Math.max(0, count);
        return count;
    }

    /** Never fails: what could not be ended in order is cut. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (at < size.bytes || !isConnected()) {
            channel.disconnect();
            return;
        }
        deadline.begins();
        try {
            in.close();
        } catch (IOException cut) {
            channel.disconnect();
        } finally {
            deadline.ended();
        }
    }

    /**
     * The library keeps the part of an answer that its caller had no room for. When the connection ends within that part,
     * it hands out whatever its buffer held before as if it had arrived; the channel alone tells then.
     */
    private void requireConnection() throws IOException {
        if (!isConnected()) {
            throw new IOException("the connection ended");
        }
    }

    private boolean isConnected() {
        return channel.isConnected() && !channel.isEOF() && !channel.isClosed();
    }

    /** Hears the size that the library asks for anyway. */
    private static final class Size implements SftpProgressMonitor {
        private volatile long bytes;

        @Override
        public void init(int operation, String from, String to, long size) {
            bytes = size;
        }

        @Override
        public boolean count(long transferred) {
            return true;
        }

        @Override
        public void end() {
            // Nobody watches the progress.
        }
    }
}
