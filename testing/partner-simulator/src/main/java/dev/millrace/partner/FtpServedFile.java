package dev.millrace.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.ftpserver.ftplet.FtpFile;

/**
 * A file or folder as an FTP partner shows it: counted when read, and refused where a test said so.
 *
 * @param path the client's
 * @param cut ends every session
 */
record FtpServedFile(Path root, String path, ServedBytes served, FtpFaults faults, Runnable cut) implements FtpFile {

    private Path file() {
        return root.resolve(path.substring(1));
    }

    @Override
    public String getAbsolutePath() {
        return path;
    }

    @Override
    public String getName() {
        return path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public boolean isHidden() {
        return false;
    }

    @Override
    public boolean isDirectory() {
        return Files.isDirectory(file());
    }

    @Override
    public boolean isFile() {
        return Files.isRegularFile(file());
    }

    @Override
    public boolean doesExist() {
        return Files.exists(file(), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isReadable() {
        return faults.mayTouch(path);
    }

    @Override
    public boolean isWritable() {
        return faults.mayChange(path);
    }

    @Override
    public boolean isRemovable() {
        return faults.mayChange(path);
    }

    @Override
    public String getOwnerName() {
        return "partner";
    }

    @Override
    public String getGroupName() {
        return "partners";
    }

    @Override
    public int getLinkCount() {
        return 1;
    }

    @Override
    public long getLastModified() {
        try {
            return Files.getLastModifiedTime(file()).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public boolean setLastModified(long time) {
        try {
            Files.setLastModifiedTime(file(), FileTime.fromMillis(time));
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    @Override
    public long getSize() {
        return file().toFile().length();
    }

    @Override
    public Object getPhysicalFile() {
        return file();
    }

    @Override
    public boolean mkdir() {
        return isWritable() && file().toFile().mkdir();
    }

    @Override
    public boolean delete() {
        return isRemovable() && file().toFile().delete();
    }

    /** Replaces what is there, as rename does on most servers. */
    @Override
    public boolean move(FtpFile target) {
        if (!isRemovable() || !target.isWritable()) {
            return false;
        }
        try {
            Path unused = Files.move(file(), (Path) target.getPhysicalFile(), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    @Override
    public List<? extends FtpFile> listFiles() {
        String above = path.equals("/") ? "/" : path + "/";
        try (Stream<Path> files = Files.list(file())) {
            return files.map(inner -> new FtpServedFile(root, above + inner.getFileName(), served, faults, cut))
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }

    @Override
    public OutputStream createOutputStream(long offset) throws IOException {
        if (offset != 0) {
            throw new IOException("this server writes files from their start only");
        }
        return Files.newOutputStream(file());
    }

    @Override
    public InputStream createInputStream(long offset) throws IOException {
        return new Counted(Files.newByteChannel(file()).position(offset));
    }

    /** The bytes of the file, counted as they leave. */
    private final class Counted extends InputStream {

        private final SeekableByteChannel channel;
        private boolean begun;
        private boolean over;

        Counted(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            faults.beforeRead();
            if (over) {
                if (faults.cutsSessions()) {
                    cut.run();
                }
                throw new IOException("cut by the test");
            }
            boolean first = !begun;
            begun = true;
            return served.read(path, channel, ByteBuffer.wrap(bytes, from, length), first, () -> over = true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
