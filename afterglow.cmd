@echo off
rem Runs Afterglow out of its sources: builds it on first use, then starts it. After a change to the
rem sources, delete gui-launcher\target.
setlocal
set "AFTERGLOW_ROOT=%~dp0"
set "AFTERGLOW_PROGRAM=%AFTERGLOW_ROOT%gui-launcher\target\afterglow"
if exist "%AFTERGLOW_PROGRAM%\lib\afterglow.jar" goto start
where mvn >nul 2>nul
if errorlevel 1 (
  echo afterglow: has to be built first, which needs Apache Maven 3.8 or newer and JAVA_HOME at a JDK 25. 1>&2
  exit /b 70
)
echo afterglow: building, which takes a minute or two ... 1>&2
pushd "%AFTERGLOW_ROOT%"
call mvn -q -B -ntp -Dstyle.color=never -Dmaven.test.skip -Dspotless.check.skip -Djacoco.skip package 1>&2
set "AFTERGLOW_BUILD=%ERRORLEVEL%"
popd
if not "%AFTERGLOW_BUILD%"=="0" exit /b 70
:start
call "%AFTERGLOW_PROGRAM%\bin\afterglow.cmd" %*
exit /b %ERRORLEVEL%
