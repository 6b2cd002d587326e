; Setup: per user, no administrator. Built by installer/bundle.py, which gives VERSION, PAYLOAD, OUT, ICON, SIZE (KB).
; Exit codes: 0 done · 1 given up by the person · 2 could not write · 3 Windows too old · 5 the program is running
; · 6 a newer version is installed.
Unicode true
Target amd64-unicode
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh
!include WinVer.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\FrontDesk"
!define CLASSES "Software\Classes"
!define EXE "frontdesk.exe"
!define TITLE "物业前台"

Name "${TITLE}"
BrandingText "${TITLE} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\FrontDesk"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${TITLE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${TITLE} 安装程序"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "${TITLE}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "将安装“${TITLE}”${VERSION}，只装给当前的 Windows 用户，不需要管理员。$\r$\n$\r$\n已有的旧版本会升级，数据原样保留；第一次打开新版本时先自动备份，再更新数据。$\r$\n$\r$\n安装前请先退出正在运行的“${TITLE}”。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "打开“${TITLE}”"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将删除程序和快捷方式。数据和备份不会删除，仍在 $LOCALAPPDATA\FrontDesk（另选过数据文件夹的，在那个文件夹）。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; Ends with the code, after the words; /S says nothing.
!macro Leave CODE WORDS
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Windows keeps a running program's file locked: it cannot be opened for writing.
!macro NotRunning
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      !insertmacro Leave 5 "“${TITLE}”正在运行。请先退出，再继续。"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Explorer reads the kinds of files anew.
!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    !insertmacro Leave 3 "“${TITLE}”需要 64 位的 Windows 10（1809 或更新）或 Windows 11。"
  ${EndIf}
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} ${AtMostWin8.1}
  ${OrIf} $0 < 17763
    !insertmacro Leave 3 "“${TITLE}”需要 64 位的 Windows 10（1809 或更新）或 Windows 11。"
  ${EndIf}
  ReadRegStr $0 HKCU "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 = 1
      !insertmacro Leave 6 "已经装有更新的版本 $0。旧的 ${VERSION} 读不了新版本的数据，所以没有安装。"
    ${EndIf}
  ${EndIf}
FunctionEnd

; An upgrade that cannot be finished leaves the old version as it was.
Function .onInstFailed
  ${If} ${FileExists} "$INSTDIR\_internal.old\*.*"
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    Delete "$INSTDIR\${EXE}"
    Rename "$INSTDIR\${EXE}.old" "$INSTDIR\${EXE}"
  ${EndIf}
FunctionEnd

Section "program"
  SetShellVarContext current
  !insertmacro NotRunning
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\${EXE}.old"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    ; The old folder goes as a whole, so that no stale module is left behind.
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${If} ${Errors}
      !insertmacro Leave 5 "“${TITLE}”的文件正被使用。请先退出程序，关闭打开着的安装文件夹，再继续。"
    ${EndIf}
    Rename "$INSTDIR\${EXE}" "$INSTDIR\${EXE}.old"
  ${EndIf}
  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}/*"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "文件写不进去，请检查磁盘空间"
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal.old"
  Delete "$INSTDIR\${EXE}.old"

  CreateShortcut "$SMPROGRAMS\${TITLE}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "物业客服前台"
  CreateShortcut "$DESKTOP\${TITLE}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "物业客服前台"

  WriteRegStr HKCU "${CLASSES}\.fdbackup" "" "FrontDesk.Backup"
  WriteRegStr HKCU "${CLASSES}\FrontDesk.Backup" "" "${TITLE} 备份"
  WriteRegStr HKCU "${CLASSES}\FrontDesk.Backup\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${CLASSES}\FrontDesk.Backup\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  !insertmacro TellExplorer

  WriteRegStr HKCU "${KEY}" "DisplayName" "${TITLE}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "FrontDesk"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "un.program"
  SetShellVarContext current
  !insertmacro NotRunning
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_internal.old"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${EXE}.old"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"                  ; only when empty: what somebody put there stays
  Delete "$SMPROGRAMS\${TITLE}.lnk"
  Delete "$DESKTOP\${TITLE}.lnk"
  DeleteRegKey HKCU "${CLASSES}\FrontDesk.Backup"
  ReadRegStr $0 HKCU "${CLASSES}\.fdbackup" ""
  ${If} $0 == "FrontDesk.Backup"
    DeleteRegKey HKCU "${CLASSES}\.fdbackup"
  ${EndIf}
  DeleteRegKey HKCU "${KEY}"
  !insertmacro TellExplorer
SectionEnd

Function un.onUninstSuccess
  MessageBox MB_OK|MB_ICONINFORMATION "程序已删除。数据和备份没有动，仍在：$\r$\n$LOCALAPPDATA\FrontDesk" /SD IDOK
FunctionEnd
