package dev.millrace.sftp;

/** The task on FTP with TLS on request. */
final class FtpsExplicitSourceTaskTest extends StoreTaskContract {
    @Override
    StoreUnderTest store() {
        return StoreUnderTest.FTPS_EXPLICIT;
    }
}
