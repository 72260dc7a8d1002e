package dev.millrace.partner;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** The files as the partner shows them: counted when read, and forbidden where a test said so. Thread-safe. */
final class SftpFiles implements SftpFileSystemAccessor, SftpEventListener {

    private final ServedBytes served;
    private final SftpFaults faults;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> listings = new ConcurrentHashMap<>();
    private volatile boolean readOnly;

    SftpFiles(ServedBytes served, SftpFaults faults) {
        this.served = served;
        this.faults = faults;
    }

    void readOnly(boolean on) {
        readOnly = on;
    }

    void deny(String path) {
        denied.add(path);
    }

    void allow(String path) {
        denied.remove(path);
    }

    long listings(String folder) {
        LongAdder known = listings.get(folder);
        return known == null ? 0 : known.sum();
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            FileHandle fileHandle,
            Path file,
            String handle,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        boolean reading = options.stream()
                .allMatch(option -> option == StandardOpenOption.READ || option == LinkOption.NOFOLLOW_LINKS);
        if (reading) {
            mayTouch(file);
        } else {
            mayChange(file);
        }
        SeekableByteChannel channel =
                SftpFileSystemAccessor.super.openFile(subsystem, fileHandle, file, handle, options, attributes);
        if (!reading) {
            return channel;
        }
        return new ServedFile(file.toString(), channel, served, () -> faults.doom(subsystem.getServerSession()));
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem,
            DirectoryHandle directoryHandle,
            Path directory,
            String handle,
            LinkOption... options)
            throws IOException {
        mayTouch(directory);
        listings.computeIfAbsent(directory.toString(), any -> new LongAdder()).increment();
        return SftpFileSystemAccessor.super.openDirectory(subsystem, directoryHandle, directory, handle, options);
    }

    /** Comes before every kind of attribute is set: times, permissions, owners and the size. */
    @Override
    public void modifyingAttributes(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
        mayChange(path);
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path directory) throws IOException {
        mayChange(directory);
        SftpFileSystemAccessor.super.createDirectory(subsystem, directory);
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
            throws IOException {
        mayChange(link);
        SftpFileSystemAccessor.super.createLink(subsystem, link, existing, symbolic);
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        mayChange(from);
        mayChange(to);
        SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        mayTouch(from);
        mayChange(to);
        SftpFileSystemAccessor.super.copyFile(subsystem, from, to, options);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean directory) throws IOException {
        mayChange(path);
        SftpFileSystemAccessor.super.removeFile(subsystem, path, directory);
    }

    private void mayChange(Path path) throws IOException {
        if (readOnly) {
            throw new AccessDeniedException(path.toString());
        }
        mayTouch(path);
    }

    private void mayTouch(Path path) throws IOException {
        String wanted = path.toString();
        for (String closed : denied) {
            if (wanted.equals(closed) || wanted.startsWith(closed.equals("/") ? "/" : closed + "/")) {
                throw new AccessDeniedException(wanted);
            }
        }
    }
}
