package dev.millrace.partner;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SFTP side of one session, which ends in the middle of a file when the faults say so. */
final class SftpService extends SftpSubsystem {

    private static final long FLUSH_SECONDS = 5;

    private final SftpFaults faults;

    private SftpService(ChannelSession channel, Factory factory, SftpFaults faults) {
        super(channel, factory);
        this.faults = faults;
    }

    static SftpSubsystemFactory factory(SftpFiles files, SftpFaults faults) {
        Factory factory = new Factory(faults);
        factory.setFileSystemAccessor(files);
        factory.addSftpEventListener(files);
        factory.addSftpEventListener(faults);
        return factory;
    }

    /** Cuts at the next request only, so that a client that waits for each answer has got what was served. */
    @Override
    protected void process(Buffer buffer) throws IOException {
        if (faults.dooms(getServerSession())) {
            // answers to a client that asks ahead may still be on their way; one that takes none is cut all the same
            out.close(false).await(FLUSH_SECONDS, TimeUnit.SECONDS);
            getServerSession().getIoSession().close(false);
            faults.awaitEndOfSession();
        }
        super.process(buffer);
    }

    /** Without permissions a client can't tell a file from a folder, but by the long name of a listing. */
    @Override
    protected void writeAttrs(Buffer buffer, Map<String, ?> attributes) {
        Map<String, Object> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        shown.putAll(attributes);
        if (faults.hidesPermissions()) {
            shown.remove(IoUtils.PERMISSIONS_VIEW_ATTR);
        }
        super.writeAttrs(buffer, shown);
    }

    private static final class Factory extends SftpSubsystemFactory {

        private final SftpFaults faults;

        Factory(SftpFaults faults) {
            this.faults = faults;
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            SftpService service = new SftpService(channel, this, faults);
            getRegisteredListeners().forEach(service::addSftpEventListener);
            return service;
        }
    }
}
