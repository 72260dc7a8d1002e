package dev.millrace.sftp;

import com.jcraft.jsch.Channel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A channel of an SSH session as a socket: what the library asks of one, time-outs included, and no more. Closing it from
 * any thread makes a read under way end.
 */
final class ForwardedSocket extends Socket {

    private final Channel channel;
    private final ForwardedBytes received = new ForwardedBytes();
    private final OutputStream sent;

    /** Takes a channel that is not connected yet. */
    ForwardedSocket(Channel channel) throws IOException {
        this.channel = channel;
        channel.setOutputStream(received.sink());
        this.sent = channel.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return received;
    }

    @Override
    public OutputStream getOutputStream() {
        return sent;
    }

    @Override
    public synchronized void setSoTimeout(int milliseconds) {
        received.patience(milliseconds);
    }

    @Override
    public synchronized int getSoTimeout() {
        return received.patience();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // The jump host's affair.
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public synchronized void close() throws IOException {
        received.close();
        channel.disconnect();
        super.close();
    }
}
