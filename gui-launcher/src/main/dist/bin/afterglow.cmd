@echo off
rem Starts Afterglow: finds a Java, and hands everything over to it.
rem AFTERGLOW_OPTS holds options for the virtual machine, such as -Xmx2g; they win over the ones here.
setlocal
set "AFTERGLOW_HOME=%~dp0.."
set "AFTERGLOW_JAVA="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%r in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks") do (
  if not defined AFTERGLOW_JAVA if exist %%r for /d %%d in ("%%~r\*") do if not defined AFTERGLOW_JAVA call :try "%%~d"
)
if not defined AFTERGLOW_JAVA for /f "tokens=1,* delims==" %%a in ('java -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.home ="') do for /f "tokens=* delims= " %%h in ("%%b") do call :try "%%h"
if not defined AFTERGLOW_JAVA (
  echo afterglow: needs Java 25 or newer: install Temurin 25 from https://adoptium.net, or set JAVA_HOME. 1>&2
  exit /b 70
)
"%AFTERGLOW_JAVA%" -XX:+UseSerialGC -Xmx512m %AFTERGLOW_OPTS% -jar "%AFTERGLOW_HOME%\lib\afterglow.jar" %*
exit /b %ERRORLEVEL%

:try
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%v in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do for /f "tokens=1 delims=.-" %%m in ("%%~v") do if %%m GEQ 25 set "AFTERGLOW_JAVA=%~1\bin\java.exe"
exit /b 0
