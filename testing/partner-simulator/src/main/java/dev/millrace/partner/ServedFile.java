package dev.millrace.partner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file open for reading whose bytes are counted as they leave. Used by one session's thread. */
final class ServedFile implements SeekableByteChannel {

    private final String path;
    private final SeekableByteChannel file;
    private final ServedBytes served;
    private final Runnable cut;
    private boolean touched;

    ServedFile(String path, SeekableByteChannel file, ServedBytes served, Runnable cut) {
        this.path = path;
        this.file = file;
        this.served = served;
        this.cut = cut;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        boolean first = !touched;
        touched = true;
        return served.read(path, file, target, first, cut);
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        file.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
